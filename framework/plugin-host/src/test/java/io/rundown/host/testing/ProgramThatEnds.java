package io.rundown.host.testing;

import io.rundown.host.PluginHost;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that loads plugins and ends without closing its host. Run in a JVM of its own. */
public final class ProgramThatEnds {

    private ProgramThatEnds() {}

    public static void main(String[] plugins) {
        PluginHost host = PluginHost.builder().closeOnShutdown(true).build();
        host.load(Arrays.stream(plugins).map(Path::of).toList()).orThrow();
    }
}
