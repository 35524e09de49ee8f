package io.rundown.host;

import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.PluginManager;
import org.pf4j.PluginWrapper;

/** A host with one folder for plugins, seen as pf4j's plugin manager. */
abstract class ManagerFixture {

    @TempDir
    Path folder;

    /** Where plugins are installed. */
    Path root;

    PluginHost host;
    PluginManager manager;

    @BeforeEach
    void openHost() throws IOException {
        PluginEvents.clear();
        root = Files.createDirectories(folder.resolve("plugins"));
        host = configured(PluginHost.builder()
                        .workDirectory(folder.resolve("work"))
                        .unloadPolicy(HostFixture.AT_ONCE)
                        .pluginsRoot(root))
                .build();
        manager = host.asPluginManager();
    }

    /** What a test wants to be different. */
    PluginHostBuilder configured(PluginHostBuilder builder) {
        return builder;
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    /** A plugin with a {@link Runner}, in the root. */
    Path jar(String id, String version) {
        return PluginJars.runner(root, id, version).jar(id + "-" + version + ".jar");
    }

    Path jar(String id, String version, String dependency) {
        return PluginJars.runner(root, id, version).dependsOn(dependency).jar(id + "-" + version + ".jar");
    }

    /** Loads and starts one. */
    Runner start(Path jar) {
        String id = manager.loadPlugin(jar);
        manager.startPlugin(id);
        return manager.getExtensions(Runner.class, id).get(0);
    }

    static List<String> ids(List<PluginWrapper> plugins) {
        return plugins.stream().map(PluginWrapper::getPluginId).sorted().toList();
    }
}
