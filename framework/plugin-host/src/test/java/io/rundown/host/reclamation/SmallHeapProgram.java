package io.rundown.host.reclamation;

import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.testing.Churn;
import io.rundown.host.testing.Runner;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reloads a plugin that takes a fifteenth of the heap under calls, then one that leaks as much each time. Run in a JVM of its
 * own with little memory.
 */
final class SmallHeapProgram {

    private static final long MEGABYTE = 1 << 20;

    /** The JDK loads some classes of its own, and makes some for lambdas, whenever it likes. */
    private static final long A_FEW_CLASSES = 200;

    private final PluginHost host = PluginHost.builder().build();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Thread> callers = new ArrayList<>();

    private SmallHeapProgram() {}

    /** How to come to a verdict, how many reloads, the healthy plugin and the leaking one. */
    public static void main(String[] arguments) throws Exception {
        SmallHeapProgram program = new SmallHeapProgram();
        try {
            program.run(
                    arguments[0].equals("ask"),
                    Integer.parseInt(arguments[1]),
                    Path.of(arguments[2]),
                    Path.of(arguments[3]));
        } catch (Throwable e) { // the test reads it
            e.printStackTrace(System.out);
        }
        System.exit(0);
    }

    private void run(boolean asks, int reloads, Path healthy, Path leaking) throws Exception {
        host.load(healthy);
        call();
        Footprint early = Footprint.NONE;
        for (int i = 0; i < reloads; i++) {
            reload(healthy);
            early = i == reloads / 3 ? Footprint.now() : early;
        }
        Footprint late = Footprint.now();
        System.out.println("reloads " + reloads + ", first " + early + ", then " + late);
        System.out.println(late.isNoLargerThan(early) ? "it stays flat" : "it grows");
        System.out.println("not gone " + notGone());

        reload(leaking);
        Reclamation leak =
                Objects.requireNonNull(reload(leaking).retired().get(0).reclamation());
        Reclamation.Verdict verdict = asks ? leak.verifyNow(Duration.ofSeconds(60)) : churnUntilDecided(leak);
        System.out.println("the leak is " + verdict);
        going.set(false);
        for (Thread each : callers) {
            each.join();
        }
        System.out.println("failure " + failure.get());
    }

    private ReloadReport reload(Path file) {
        ReloadReport report = host.reload("tax", file);
        if (!report.switched() || !report.retired().stream().allMatch(GenerationUnload::gone)) {
            throw new AssertionError("It did not go: " + report);
        }
        return report;
    }

    private void call() {
        Runner tax = host.extension(Runner.class, "tax");
        for (int i = 0; i < 2; i++) {
            Thread caller = new Thread(() -> {
                try {
                    while (going.get()) {
                        tax.version();
                        Thread.sleep(1);
                    }
                } catch (Throwable e) { // the end of the run tells it
                    failure.compareAndSet(null, e);
                }
            });
            callers.add(caller);
            caller.start();
        }
    }

    /** Whatever the last collections did not get to goes with the next ones. */
    private int notGone() throws InterruptedException {
        for (int i = 0; i < 100 && !host.unreclaimed().isEmpty(); i++) {
            System.gc();
            Thread.sleep(10);
        }
        return host.unreclaimed().size();
    }

    private static Reclamation.Verdict churnUntilDecided(Reclamation leak) throws InterruptedException {
        Churn churn = new Churn(8);
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (leak.verdict() == Reclamation.Verdict.PENDING && System.nanoTime() < end) {
            churn.megabyte();
            Thread.sleep(1);
        }
        return leak.verdict();
    }

    /** What grows when something leaks. */
    private record Footprint(long classes, long metaspace, long heap) {

        static final Footprint NONE = new Footprint(0, 0, 0);

        static Footprint now() {
            System.gc();
            System.gc();
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(each -> each.getName().equals("Metaspace"))
                    .map(MemoryPoolMXBean::getUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum();
            return new Footprint(
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    metaspace,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }

        boolean isNoLargerThan(Footprint before) {
            return classes < before.classes + A_FEW_CLASSES
                    && metaspace < before.metaspace + 2 * MEGABYTE
                    && heap < before.heap + 10 * MEGABYTE;
        }

        @Override
        public String toString() {
            return classes + " classes in " + metaspace / 1024 + " KB of metaspace, heap " + heap / 1024 + " KB";
        }
    }
}
