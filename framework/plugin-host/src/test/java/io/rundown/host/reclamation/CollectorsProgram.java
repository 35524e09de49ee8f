package io.rundown.host.reclamation;

import io.rundown.host.PluginHost;
import io.rundown.host.model.Reclamation;
import io.rundown.host.testing.Churn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Unloads a plugin that is healthy and one that leaks, and says what became of them. Run in a JVM of its own. */
final class CollectorsProgram {

    private CollectorsProgram() {}

    /** How to come to a verdict, how many seconds it may take, and the plugins. */
    public static void main(String[] arguments) throws Exception {
        Duration limit = Duration.ofSeconds(Long.parseLong(arguments[1]));
        PluginHost host = PluginHost.builder().build();
        host.load(Path.of(arguments[2]));
        host.load(Path.of(arguments[3]));
        Reclamation healthy = host.unload("healthy").reclamation();
        Reclamation leaking = host.unload("leaking").reclamation();
        host.close();
        if (arguments[0].equals("ask")) {
            healthy.verifyNow(limit);
            leaking.verifyNow(limit);
        } else {
            long end = System.nanoTime() + limit.toNanos();
            Churn churn = new Churn(24);
            while (leaking.verdict() == Reclamation.Verdict.PENDING && System.nanoTime() < end) {
                churn.megabyte();
                TimeUnit.MICROSECONDS.sleep(200);
            }
        }
        System.out.println("healthy " + healthy.verdict() + ", leaking " + leaking.verdict());
        System.exit(0);
    }
}
