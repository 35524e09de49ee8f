package io.rundown.benchmarks.handle;

import io.rundown.benchmarks.handle.plugin.Adding;
import io.rundown.host.PluginHost;
import io.rundown.host.model.CleanUpPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A host and jars of plugins for it, in a folder that goes with it. */
final class Plugins implements AutoCloseable {

    /** The first plugin. */
    static final String ID = PluginJars.id(0);

    private final Path folder;
    private final List<Path> jars;
    private final PluginHost host;

    private Plugins(int count, CleanUpPolicy cleanUp) throws IOException {
        folder = Files.createTempDirectory("rundown-benchmark-");
        jars = PluginJars.write(folder, count);
        host = PluginHost.builder()
                .workDirectory(folder.resolve("work"))
                .cleanUp(cleanUp)
                .build();
    }

    /** A host with plugins. */
    static Plugins loaded(int count) throws IOException {
        Plugins plugins = written(count);
        plugins.load();
        return plugins;
    }

    /** A host without any, and jars for it. */
    static Plugins written(int count) throws IOException {
        return written(count, CleanUpPolicy.DEFAULT);
    }

    /** The same, for a host that cleans up in a certain way. */
    static Plugins written(int count, CleanUpPolicy cleanUp) throws IOException {
        return new Plugins(count, cleanUp);
    }

    void load() {
        host.load(jars).orThrow();
    }

    PluginHost host() {
        return host;
    }

    List<Path> jars() {
        return jars;
    }

    /** The handle for the first plugin's extension. */
    Calculator handle() {
        return host.extension(Calculator.class, ID);
    }

    /** A handle for the extension of each plugin. */
    Calculator[] handles() {
        List<Calculator> handles = new ArrayList<>();
        for (int i = 0; i < jars.size(); i++) {
            handles.add(host.extension(Calculator.class, PluginJars.id(i)));
        }
        return handles.toArray(new Calculator[0]);
    }

    /** The extension that a handle leads to now. */
    static Calculator behind(Calculator handle) {
        List<Calculator> shown = new ArrayList<>();
        handle.show(shown::add);
        Calculator extension = shown.get(0);
        if (extension == handle || extension instanceof Adding) {
            throw new IllegalStateException(handle + " shows " + extension + ", which is not of a plugin's loader");
        }
        return extension;
    }

    @Override
    public void close() throws IOException {
        host.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
