package io.rundown.host.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.AdmissionCheck;
import io.rundown.host.HostFixture;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginHostBuilder;
import io.rundown.host.internal.load.CopyOutput;
import io.rundown.host.model.ChangeReport;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.PluginException;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.StubbornLoader;
import io.rundown.host.verify.PluginVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A host with a victim and a bystander, and what is done to them. */
final class Bench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofMillis(2);

    private static final UnloadPolicy AT_ONCE = UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ZERO);

    /**
     * The plugins, built once.
     *
     * @param bystander serves whatever happens
     * @param one the victim
     * @param two its next version
     * @param companion comes and goes with the victim where several change at once
     */
    record Jars(Path bystander, Path one, Path two, Path companion) {}

    private final Path folder;
    private final Jars jars;
    private final PluginHost host;
    private final Runner bystander;

    private @Nullable Path badFile;
    private boolean interrupting;
    private volatile StubbornLoader.Closing closing = () -> {};
    private volatile CopyOutput disk = CopyOutput.TO_DISK;
    private volatile PluginVerifier verifier = PluginVerifier.NONE;
    private volatile AdmissionCheck admission = newcomer -> {};
    private final List<PluginListener> listeners = new CopyOnWriteArrayList<>();

    Bench(Path folder, Jars jars, Collection<Fault> faults) {
        this.folder = folder;
        this.jars = jars;
        PluginHostBuilder builder = PluginHost.builder().workDirectory(folder.resolve("work"));
        if (faults.stream().anyMatch(Fault::needsOwnLoaders)) {
            builder.pluginLoader(manager -> StubbornLoader.forAll(() -> closing.close()));
        }
        if (faults.stream().anyMatch(Fault::hangs)) {
            HostFixture.givingUp(builder, Mischief::isHanging).cleanUp(CleanUpPolicy.DEFAULT.withThreadGrace(SOON));
        }
        HostFixture.writeCopiesTo(builder, file -> disk.open(file));
        this.host = builder.admissionCheck(this::admit)
                .verifier(file -> verifier.verify(file))
                .build();
        eventually(() -> loaded(jars.bystander()));
        this.bystander = host.extension(Runner.class, "bystander");
    }

    PluginHost host() {
        return host;
    }

    Path folder() {
        return folder;
    }

    Path anyGoodFile() {
        return jars.one();
    }

    // ------------------------------------------------------------------------ what faults do

    void useFile(@Nullable Path bad) {
        badFile = bad;
    }

    void interruptOperations(boolean interrupt) {
        interrupting = interrupt;
    }

    void addListener(PluginListener listener) {
        listeners.add(listener);
        host.addListener(listener);
    }

    void closing(StubbornLoader.Closing what) {
        closing = what;
    }

    void disk(CopyOutput output) {
        disk = output;
    }

    void verifier(PluginVerifier judge) {
        verifier = judge;
    }

    void admission(AdmissionCheck check) {
        admission = check;
    }

    private void admit(AdmissionCheck.Newcomer newcomer) throws Exception {
        if (newcomer.plugin().id().equals("victim")) {
            admission.admit(newcomer);
        }
    }

    void removeListeners() {
        listeners.forEach(host::removeListener);
        listeners.clear();
    }

    // ------------------------------------------------------------------------ operations

    /** Makes the state in which an operation makes sense. */
    void prepare(Operation operation) {
        if (operation != Operation.LOAD) {
            eventually(() -> loaded(jars.one()));
        }
    }

    /**
     * Tries an operation once, on a thread of its own, until it is over or hangs.
     *
     * @return whether it did what it was asked for
     * @throws Exception what it must not throw
     */
    boolean attempt(Operation operation) throws Exception {
        CompletableFuture<Object> hanging = Mischief.hanging();
        FutureTask<Boolean> task = new FutureTask<>(() -> run(operation));
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        if (operation != Operation.CALL) {
            return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        eventually(() -> task.isDone() || hanging.isDone());
        return task.isDone() && task.get();
    }

    private boolean run(Operation operation) {
        boolean interrupt = interrupting;
        if (interrupt) {
            Thread.currentThread().interrupt();
        }
        boolean done = tried(operation);
        if (interrupt && !Thread.currentThread().isInterrupted()) {
            throw new AssertionError("The interrupt was not kept by " + operation);
        }
        return done;
    }

    private boolean tried(Operation operation) {
        try {
            return perform(operation);
        } catch (PluginException declared) {
            return false;
        }
    }

    private boolean perform(Operation operation) {
        return switch (operation) {
            case LOAD -> loaded(badFile == null ? jars.one() : badFile);
            case CALL -> called(host.extension(Runner.class, "victim"));
            case RELOAD -> reloaded(badFile == null ? jars.two() : badFile);
            case CHANGE -> changed(badFile == null ? jars.two() : badFile);
            case UNLOAD -> host.unload("victim", AT_ONCE).unloaded();
        };
    }

    /** All of it or nothing. */
    private boolean changed(Path file) {
        boolean before = isLoaded("companion");
        ChangeReport report =
                host.apply(HostChange.begin().reload("victim", file).load(jars.companion()), AT_ONCE);
        assertThat(isLoaded("companion")).isEqualTo(before || report.applied());
        return report.applied();
    }

    private boolean isLoaded(String id) {
        return host.status().plugin(id).isPresent();
    }

    /** What the plugin throws is for the caller alone. */
    private static boolean called(Runner runner) {
        try {
            return "done".equals(runner.run(() -> "done"));
        } catch (Throwable thrown) {
            return false;
        }
    }

    private boolean loaded(Path file) {
        return host.load(List.of(file)).failures().isEmpty();
    }

    private boolean reloaded(Path file) {
        ReloadReport report = host.reload("victim", file, AT_ONCE);
        return report.switched();
    }

    private static void eventually(Callable<Boolean> step) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(SOON).until(step);
    }

    // ------------------------------------------------------------------------ afterwards

    /** Once the fault is over: the operation that failed is tried again, and everything is as if nothing had been. */
    void recover(Operation operation, boolean done) {
        assertOthersServe();
        if (!done) {
            eventually(() -> attempt(operation));
        }
        switch (operation) {
            case LOAD, CALL -> assertThat(victim().version()).isEqualTo("1.0.0");
            case RELOAD, CHANGE -> assertThat(victim().version()).isEqualTo("2.0.0");
            case UNLOAD -> assertThat(host.status().plugin("victim")).isEmpty();
        }
    }

    private Runner victim() {
        return host.extension(Runner.class, "victim");
    }

    void assertOthersServe() {
        assertThat(bystander.version()).isEqualTo("1.0.0");
        assertThat(host.extensions(Runner.class)).contains(bystander);
    }

    /** Back to the beginning. */
    void unload() {
        if (isLoaded("victim")) {
            eventually(() -> attempt(Operation.UNLOAD));
        }
        if (isLoaded("companion")) {
            assertThat(host.unload("companion").unloaded()).isTrue();
        }
    }

    /** Takes the victim through its whole life, whatever state it is in, and looks for what is left of it. */
    void assertNothingIsLeft() throws Exception {
        if (isLoaded("victim")) {
            eventually(() -> attempt(Operation.RELOAD));
        }
        unload();
        for (Operation each : Operation.values()) {
            eventually(() -> attempt(each));
        }
        unload();
        assertOthersServe();
        eventually(() -> host.status().retiring().isEmpty());
        assertThat(host.status().current())
                .extracting(GenerationStatus::pluginId)
                .containsExactly("bystander");
        assertThat(HostFixture.privateCopiesBelow(folder.resolve("work"))).isEqualTo(1);
        eventually(() -> threads().isEmpty());
    }

    /** The one that watches what is closed waits for the collector, and is not one that is left. */
    private static Set<String> threads() {
        Thread[] all = new Thread[1_000];
        return Stream.of(all)
                .limit(Thread.enumerate(all))
                .map(Thread::getName)
                .filter(name -> name.startsWith("rundown-") && !name.equals("rundown-reclamation"))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        host.close();
        assertThat(folder.resolve("work")).isEmptyDirectory();
    }
}
