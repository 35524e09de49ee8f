package io.rundown.host.reclamation;

import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.PhaseChange;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reloads a plugin that takes a fifteenth of the heap under calls, then one that leaks as much each time: twice, or until
 * that is told or memory runs out. Run in a JVM of its own with little memory.
 */
final class SmallHeapProgram {

    private static final long MEGABYTE = 1 << 20;

    /** What the large plugins take. */
    private static final long GENERATION = 4 * MEGABYTE;

    /** Between reloads that leak: a person is no faster. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AtomicInteger told = new AtomicInteger();
    private final PluginHost host = PluginHost.builder().listener(this::hear).build();
    private final AtomicBoolean going = new AtomicBoolean(true);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Thread> callers = new ArrayList<>();

    private SmallHeapProgram() {}

    /** How to come to a verdict, how many reloads, the healthy plugin and the leaking one. */
    public static void main(String[] arguments) throws Exception {
        SmallHeapProgram program = new SmallHeapProgram();
        try {
            program.run(arguments[0], Integer.parseInt(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
        } catch (Throwable e) { // the test reads it
            e.printStackTrace(System.out);
        }
        System.exit(0);
    }

    private void hear(PhaseChange change) {
        if (change.to() == GenerationPhase.LEAKED) {
            told.incrementAndGet();
        }
    }

    private void run(String how, int reloads, Path healthy, Path leaking) throws Exception {
        host.load(healthy);
        call();
        Footprint early = Footprint.NONE;
        int warmUp = reloads / 3;
        for (int i = 0; i < reloads; i++) {
            reload(healthy);
            early = i == warmUp ? Footprint.now() : early;
        }
        Footprint late = Footprint.now();
        System.out.println("reloads " + reloads + ", first " + early + ", then " + late);
        System.out.println(late.hasGrownSince(early, reloads - warmUp - 1) ? "it grows" : "it stays flat");
        System.out.println("not gone " + notGone());

        reload(leaking);
        if (how.equals("go on")) {
            leakOnAndOn(leaking);
        } else {
            Reclamation leak =
                    Objects.requireNonNull(reload(leaking).retired().get(0).reclamation());
            System.out.println("the leak is "
                    + (how.equals("ask") ? leak.verifyNow(Duration.ofSeconds(60)) : churnUntilDecided(leak)));
        }
        going.set(false);
        for (Thread each : callers) {
            each.join();
        }
        System.out.println("failure " + failure.get());
    }

    /** Somebody reloads again and again, and does not look at the log; the application goes on working. */
    private void leakOnAndOn(Path leaking) throws InterruptedException {
        Churn churn = new Churn(4);
        int reloads = 1;
        try {
            while (told.get() == 0) {
                reload(leaking);
                reloads++;
                churnUntil(churn, () -> told.get() > 0, PAUSE);
            }
            System.out.println("the leak is LEAKED, after " + reloads + " reloads");
        } catch (OutOfMemoryError | AssertionError e) { // the latter if the plugin met the former
            System.out.println("after " + reloads + " reloads: " + e);
        }
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
        churnUntil(new Churn(8), () -> leak.verdict() != Reclamation.Verdict.PENDING, Duration.ofSeconds(60));
        return leak.verdict();
    }

    private static void churnUntil(Churn churn, BooleanSupplier enough, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!enough.getAsBoolean() && System.nanoTime() < end) {
            churn.megabyte();
            Thread.sleep(1);
        }
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

        /**
         * Whether a leak shows: of one generation with each reload by its classes and their metaspace, and of two in all by
         * what they take of the heap. The JDK loads a class and makes an object whenever it likes.
         */
        boolean hasGrownSince(Footprint before, int reloads) {
            return classes >= before.classes + reloads
                    || metaspace >= before.metaspace + reloads * MEGABYTE / 50
                    || heap >= before.heap + 2 * GENERATION - MEGABYTE;
        }

        @Override
        public String toString() {
            return classes + " classes in " + metaspace / 1024 + " KB of metaspace, heap " + heap / 1024 + " KB";
        }
    }
}
