package io.rundown.host.reclamation;

import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.host.testing.Churn;
import io.rundown.host.testing.Registry;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Loads and unloads plugins in several hosts at random moments between collections of every kind. Nothing refers to any of
 * them for good: a frame of a stack, finalizers, a cleaner, or a cache does for a while. Whatever is called a leak is a
 * false alarm. Run in a JVM of its own, in which the collector is kept busy or has nothing to do.
 */
final class ByChanceProgram {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HOSTS = 3;
    private static final int ENOUGH = 20;

    private final boolean busy;
    private final Random random;
    private final Churn churn;
    private final Path folder;
    private final List<PluginHost> hosts = new ArrayList<>();
    private final List<SoftReference<Object>> cache = new ArrayList<>();
    private final Queue<PhaseChange> alarms = new ConcurrentLinkedQueue<>();
    private int rounds;
    private int asked;

    private ByChanceProgram(boolean busy, long seed, Path folder) {
        this.busy = busy;
        this.random = new Random(seed);
        this.folder = folder;
        this.churn = new Churn(16);
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(PluginHost.builder().listener(this::judge).build());
        }
    }

    private void judge(PhaseChange change) {
        if (change.to() == GenerationPhase.LEAKED) {
            alarms.add(change);
        }
    }

    /** Whether to keep the collector busy, seed, seconds, and a folder with the plugins. */
    public static void main(String[] arguments) throws Exception {
        ByChanceProgram program =
                new ByChanceProgram(arguments[0].equals("busy"), Long.parseLong(arguments[1]), Path.of(arguments[3]));
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(arguments[2])).toNanos();
        while ((System.nanoTime() < end || program.rounds < ENOUGH) && program.alarms.isEmpty()) {
            program.round();
        }
        program.end();
        System.out.println("false alarms " + program.alarms + ", left " + program.left() + ", rounds "
                + (program.rounds >= ENOUGH ? "enough" : "too few") + " (" + program.rounds + ", " + program.asked
                + " asked)");
        System.exit(0);
    }

    private void round() throws InterruptedException {
        rounds++;
        PluginHost host = hosts.get(random.nextInt(HOSTS));
        TestPlugins kind = List.of(
                        TestPlugins.HEALTHY, TestPlugins.HANDED_OUT, TestPlugins.FINALIZED, TestPlugins.CLEANED)
                .get(random.nextInt(4));
        host.load(folder.resolve("tax-" + kind + ".jar"));
        collectPerhaps();
        boolean soft = kind == TestPlugins.HANDED_OUT && random.nextBoolean();
        Reclamation tax = unload(host, kind, soft);
        if (!soft && random.nextInt(8) == 0) {
            asked++;
            if (tax.verifyNow(PATIENCE) != Verdict.RECLAIMED) {
                throw new AssertionError("Asked for, and not gone: " + kind + ", " + tax);
            }
        }
        collectPerhaps();
    }

    /** Holds the plugin in its own frame for a little longer than the host does. */
    private Reclamation unload(PluginHost host, TestPlugins kind, boolean soft) throws InterruptedException {
        Object object = kind == TestPlugins.HANDED_OUT ? Registry.last() : "nothing";
        Registry.clear();
        if (soft) {
            cache.add(new SoftReference<>(object));
        }
        try {
            Reclamation tax = host.unload("tax").reclamation();
            collectPerhaps();
            return tax;
        } finally {
            Reference.reachabilityFence(object);
        }
    }

    private void collectPerhaps() throws InterruptedException {
        if (!busy) {
            Thread.sleep(random.nextInt(40));
            return;
        }
        int chance = random.nextInt(40);
        if (chance == 0) {
            System.gc();
        } else if (chance < 20) {
            for (int i = random.nextInt(24); i > 0; i--) {
                churn.megabyte();
            }
        }
    }

    /** In the end everything goes. */
    private void end() throws InterruptedException {
        cache.forEach(SoftReference::clear);
        hosts.forEach(PluginHost::close);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (left() > 0 && System.nanoTime() < end) {
            System.gc();
            Thread.sleep(20);
        }
    }

    private int left() {
        return hosts.stream().mapToInt(each -> each.unreclaimed().size()).sum();
    }
}
