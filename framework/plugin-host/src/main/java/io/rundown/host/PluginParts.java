package io.rundown.host;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.RuntimeMode;
import org.pf4j.VersionManager;

/**
 * Which of pf4j's parts the application has replaced; null where the host does the work itself. They are the
 * application's code and are called by several operations at once.
 *
 * @param roots where plugins are installed
 * @param loaders makes the class loader of one generation, given that generation's view
 * @param pluginFactory constructs plugins
 * @param extensionFactory constructs extensions
 * @param finders names the extensions of one generation, given that generation's view
 * @param repository lists and deletes what is in the roots
 * @param descriptorFinder reads descriptors
 * @param statuses knows which plugins are disabled
 * @param runtimeMode whether folders may be projects of Maven, Gradle or an IDE
 * @param serviceProviders whether files below {@code META-INF/services} list extensions, too
 */
record PluginParts(
        List<Path> roots,
        @Nullable Function<PluginManager, PluginLoader> loaders,
        @Nullable PluginFactory pluginFactory,
        @Nullable ExtensionFactory extensionFactory,
        @Nullable Function<PluginManager, ExtensionFinder> finders,
        PluginRepository repository,
        @Nullable PluginDescriptorFinder descriptorFinder,
        VersionManager versions,
        PluginStatusProvider statuses,
        RuntimeMode runtimeMode,
        boolean serviceProviders) {}
