package io.rundown.host.reclamation;

import io.rundown.host.PluginHost;
import io.rundown.host.model.Reclamation;
import io.rundown.host.testing.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Everything that can be done with a plugin, and at the end the question whether it is gone. Run in a JVM of its own that
 * logs its collections.
 */
final class AskingProgram {

    /** What it says before it asks. */
    static final String ASKS = "now it asks";

    private AskingProgram() {}

    /** A plugin that is healthy, one that leaks, and one that does not start. */
    public static void main(String[] arguments) throws Exception {
        Path healthy = Path.of(arguments[0]);
        Path leaking = Path.of(arguments[1]);
        PluginHost host = PluginHost.builder().build();
        host.load(healthy);
        host.load(leaking);
        if (host.load(List.of(Path.of(arguments[2]))).failures().size() != 1) {
            throw new AssertionError("It started");
        }
        Runner healthyRunner = host.extension(Runner.class, "healthy");
        for (int i = 0; i < 5; i++) {
            healthyRunner.version();
            host.reload("healthy", healthy);
            host.reload("leaking", leaking);
        }
        host.unload("healthy");
        Reclamation leak = host.unload("leaking").reclamation();
        leak.await(Duration.ofMillis(200));
        System.out.println(host.status().current().size() + " plugins, " + leak.verdict());
        host.close();

        System.out.println(ASKS);
        System.out.println("the leak is " + leak.verifyNow(Duration.ofSeconds(60)));
        System.exit(0);
    }
}
