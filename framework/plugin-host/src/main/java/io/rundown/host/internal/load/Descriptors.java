package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PropertiesPluginDescriptorFinder;
import org.pf4j.VersionManager;

/**
 * Reads and judges the descriptor of a plugin: {@code plugin.properties} or else the manifest, as pf4j does, from the
 * same keys. The host reads the files itself so that every error can name the file and the reason; pf4j's finders log
 * what they cannot read and go on. An application may have a finder of its own all the same.
 */
public final class Descriptors {

    /** Ids become parts of file and thread names. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    static final String PROPERTIES_FILE = PropertiesPluginDescriptorFinder.DEFAULT_PROPERTIES_FILE_NAME;

    private final @Nullable PluginDescriptorFinder finder;
    private final VersionManager versions;

    /**
     * Reads descriptors.
     *
     * @param finder the application's own, if it has one
     * @param versions decides what a version is
     */
    public Descriptors(@Nullable PluginDescriptorFinder finder, VersionManager versions) {
        this.finder = finder;
        this.versions = versions;
    }

    /**
     * Reads the descriptor of a copied plugin.
     *
     * @throws PluginLoadException if there is none, or it is malformed
     */
    public PluginDescriptor read(PrivateCopy copy) {
        try {
            PluginDescriptor descriptor = find(copy);
            requireValid(descriptor, copy.source());
            return descriptor;
        } catch (IOException e) {
            throw new PluginLoadException(copy.source(), "its descriptor cannot be read: " + e, e);
        }
    }

    private PluginDescriptor find(PrivateCopy copy) throws IOException {
        if (finder != null) {
            return Parts.ask(copy.source(), PluginDescriptorFinder.class, finder, () -> finder.find(copy.root()));
        }
        return uninterrupted(() -> Files.isDirectory(copy.root()) ? fromFolder(copy) : fromJar(copy));
    }

    /** An open archive is closed when the thread that reads it is interrupted. Then it is read once more. */
    private static PluginDescriptor uninterrupted(Reading reading) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return reading.read();
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Reading {
        PluginDescriptor read() throws IOException;
    }

    private static PluginDescriptor fromFolder(PrivateCopy copy) throws IOException {
        List<Path> folders =
                copy.classpath().stream().filter(Files::isDirectory).toList();
        PluginDescriptor found = from(copy.root(), folders);
        if (found == null) {
            String where = folders.isEmpty()
                    ? "classes"
                    : folders.stream()
                            .map(each -> copy.root().relativize(each).toString())
                            .collect(Collectors.joining(", "));
            throw new PluginLoadException(
                    copy.source(),
                    "has no plugin descriptor: neither plugin.properties nor " + where
                            + "/META-INF/MANIFEST.MF with a Plugin-Id",
                    null);
        }
        return found;
    }

    private static PluginDescriptor fromJar(PrivateCopy copy) throws IOException {
        try (FileSystem jar = FileSystems.newFileSystem(copy.root())) {
            Path root = jar.getPath("/");
            PluginDescriptor found = from(root, List.of(root));
            if (found == null) {
                throw new PluginLoadException(
                        copy.source(),
                        "has no plugin descriptor: neither plugin.properties nor META-INF/MANIFEST.MF with a Plugin-Id",
                        null);
            }
            return found;
        }
    }

    private static @Nullable PluginDescriptor from(Path root, List<Path> classes) throws IOException {
        Path propertiesFile = root.resolve(PROPERTIES_FILE);
        if (Files.exists(propertiesFile)) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(propertiesFile)) {
                properties.load(in);
            } catch (IllegalArgumentException malformed) {
                throw new IOException("plugin.properties: " + malformed.getMessage(), malformed);
            }
            return FromProperties.INSTANCE.read(properties);
        }
        for (Path folder : classes) {
            Path manifestFile = folder.resolve("META-INF").resolve("MANIFEST.MF");
            PluginDescriptor found = Files.exists(manifestFile) ? fromManifest(manifestFile) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable PluginDescriptor fromManifest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Manifest manifest = new Manifest(in);
            boolean speaksOfAPlugin = manifest.getMainAttributes().keySet().stream()
                    .anyMatch(key -> key.toString().startsWith("Plugin-"));
            return speaksOfAPlugin ? FromManifest.INSTANCE.read(manifest) : null;
        }
    }

    private void requireValid(PluginDescriptor descriptor, Path source) {
        require(source, "Plugin-Id", descriptor.getPluginId(), ID, "letters, digits, '.', '_' and '-'");
        String version = descriptor.getVersion();
        if (version == null || version.isBlank()) {
            throw new PluginLoadException(source, "its descriptor has no Plugin-Version", null);
        }
        try {
            versions.compareVersions(version, version);
        } catch (RuntimeException e) {
            String wanted = versions instanceof DefaultVersionManager
                    ? "a semantic version such as 1.0.0"
                    : "a version to " + versions.getClass().getName();
            throw new PluginLoadException(
                    source, "its Plugin-Version '" + version + "' is not " + wanted + ": " + e.getMessage(), e);
        }
        require(source, "Plugin-Class", descriptor.getPluginClass(), CLASS_NAME, "a qualified class name");
    }

    private static void require(Path source, String key, @Nullable String value, Pattern form, String inWords) {
        if (value == null || value.isBlank()) {
            throw new PluginLoadException(source, "its descriptor has no " + key, null);
        }
        if (!form.matcher(value).matches()) {
            throw new PluginLoadException(
                    source, "its " + key + " '" + value + "' is malformed: it must be " + inWords, null);
        }
    }

    /** Opens pf4j's reading of the manifest keys. */
    private static final class FromManifest extends ManifestPluginDescriptorFinder {

        static final FromManifest INSTANCE = new FromManifest();

        PluginDescriptor read(Manifest manifest) {
            return createPluginDescriptor(manifest);
        }
    }

    /** Opens pf4j's reading of the property keys. */
    private static final class FromProperties extends PropertiesPluginDescriptorFinder {

        static final FromProperties INSTANCE = new FromProperties();

        PluginDescriptor read(Properties properties) {
            return createPluginDescriptor(properties);
        }
    }
}
