package io.rundown.host.leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.rundown.host.HostFixture;
import io.rundown.host.PluginHost;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Planted;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Registry;
import io.rundown.host.testing.Runner;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads of plugins: which are theirs, and what becomes of them. */
class LeftThreadsTest extends HostFixture {

    private static final CleanUpPolicy IMPATIENT = CleanUpPolicy.DEFAULT.withThreadGrace(Duration.ofMillis(50));

    @AfterEach
    void forget() {
        Hook.set(() -> {});
        Registry.clear();
    }

    @Test
    void aThreadThatHeedsNoInterrupt_isNamedWithThePlaceWhereItIs_andKeepsTheClassLoader() throws Exception {
        openHost(builder -> builder.cleanUp(IMPATIENT));
        host.load(Planted.leaving("a stubborn thread")
                .members("""
                        static final CountDownLatch END = new CountDownLatch(1);
                        static final Thread THREAD = new Thread(ThePlugin::shrug, "left-stubborn");
                        static void shrug() {
                            while (END.getCount() > 0) {
                                try { END.await(); } catch (InterruptedException e) { PluginEvents.add("shrug"); }
                            }
                        }
                        """)
                .start("THREAD.start();")
                .undo("END.countDown(); THREAD.join();")
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));

        UnloadReport report = host.unload(Planted.ID);

        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().leftovers()).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(Kind.THREAD);
            assertThat(each.what()).isEqualTo("thread 'left-stubborn'");
            assertThat(each.outcome()).isEqualTo(Outcome.STILL_THERE);
            assertThat(each.detail()).contains("interrupted", "com.acme.left.ThePlugin.shrug(ThePlugin.java:");
        });
        await().untilAsserted(() ->
                assertThat(PluginEvents.all()).containsOnly("shrug").isNotEmpty());
        LoaderReclamation.assertHeld(loader);
        Planted.undo(loader);
        LoaderReclamation.assertCollected(loader);
    }

    @Test
    void aThreadThatEndsByItself_isWaitedFor_andNotTold() throws Exception {
        openHost(builder -> builder.cleanUp(CleanUpPolicy.DEFAULT.withThreadGrace(HeldCall.LONG)));
        host.load(Planted.leaving("a thread that is ending")
                .members("""
                        static final Thread THREAD = new Thread(ThePlugin::end, "left-ending");
                        static void end() {
                            while (!isWaitedFor()) { Thread.onSpinWait(); }
                        }
                        static boolean isWaitedFor() {
                            Thread[] all = new Thread[1_000];
                            int count = Thread.enumerate(all);
                            return Arrays.stream(all, 0, count)
                                    .filter(each -> each.getName().equals("rundown-left-clean-up"))
                                    .anyMatch(each -> each.getState() == Thread.State.TIMED_WAITING);
                        }
                        """)
                .start("THREAD.start();")
                .jar(folder));

        assertThat(host.unload(Planted.ID).plugin().leftovers()).isEmpty();
    }

    /** It has the caller's context class loader, and shows where it comes from by its stack alone. */
    @Test
    void aThreadThatWasStartedInACall_isThePlugins() throws Exception {
        host.load(starterOfThreads());
        WeakReference<ClassLoader> loader = loaderBehind(runner("starter"));
        runner("starter").later(new CompletableFuture<>());

        UnloadReport report = host.unload("starter", AT_ONCE);
        Registry.clear();

        assertThat(report.plugin().leftovers())
                .extracting(Leftover::what, Leftover::outcome)
                .containsExactly(tuple("thread 'started-in-a-call'", Outcome.CLEANED));
        LoaderReclamation.assertCollected(loader);
    }

    /** The same plugin in another host has the same classes, by name. */
    @Test
    void aThreadOfTheSamePluginInAnotherHost_isLeftAlone() throws Exception {
        host.load(starterOfThreads());
        try (PluginHost other =
                PluginHost.builder().workDirectory(folder.resolve("other")).build()) {
            other.load(starterOfThreads());
            other.extension(Runner.class, "starter").later(new CompletableFuture<>());
            Thread theirs = (Thread) Registry.last();

            assertThat(host.unload("starter").plugin().leftovers()).isEmpty();

            assertThat(theirs.isAlive()).isTrue();
            assertThat(other.unload("starter").plugin().leftovers()).hasSize(1);
            assertThat(theirs.isAlive()).isFalse();
        }
    }

    /** Such a copy has fields of its own, and the JVM's properties in common with this one. */
    @Test
    void generationsOfHostsThatAnotherCopyOfTheLibraryMade_haveOtherNames() throws Exception {
        int others = 40;
        int before = Integer.getInteger("io.rundown.hosts", 0);
        System.setProperty("io.rundown.hosts", Integer.toString(before + others));

        openHost(builder -> builder);
        load("tax", "1.0.0");

        assertThat(Objects.requireNonNull(loaderBehind(runner("tax")).get()).getName())
                .isEqualTo("tax-1.0.0@" + (before + others + 1) + "#1");
    }

    private Path starterOfThreads() {
        return PluginJars.plugin(folder, "starter", "1.0.0")
                .source("com.acme.starter.TheRunner", """
                        class TheRunner implements Runner {
                            @Override public Object run(Callable<?> body) throws Exception { return body.call(); }
                            @Override public String version() { return "1.0.0"; }
                            @Override public CompletionStage<String> later(CompletionStage<String> signal) {
                                CountDownLatch running = new CountDownLatch(1);
                                Thread thread = new Thread(() -> {
                                    running.countDown();
                                    try { new CountDownLatch(1).await(); } catch (InterruptedException e) { return; }
                                }, "started-in-a-call");
                                Registry.add(thread);
                                thread.start();
                                try { running.await(); } catch (InterruptedException e) { throw new AssertionError(e); }
                                return CompletableFuture.completedFuture("done");
                            }
                        }
                        """)
                .extension("com.acme.starter.TheRunner")
                .jar("starter.jar");
    }

    @Test
    void aThreadOfTheHosts_inWhichStopHangs_isToldAsSuch() throws Exception {
        CompletableFuture<Long> hanging = new CompletableFuture<>();
        openHost(builder ->
                givingUp(builder, each -> hanging.getNow(0L) == each.getId()).cleanUp(IMPATIENT));
        CountDownLatch release = new CountDownLatch(1);
        host.load(PluginJars.runner(folder, "hanging", "1.0.0")
                .pluginClass("com.acme.hanging.ThePlugin", "@Override public void stop() { Hook.run(); }")
                .jar("hanging.jar"));
        WeakReference<ClassLoader> loader = loaderBehind(runner("hanging"));
        Hook.set(() -> {
            hanging.complete(Thread.currentThread().getId());
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    PluginEvents.add("shrug");
                }
            }
        });

        UnloadReport report = host.unload("hanging");

        assertThat(report.plugin().leftovers()).singleElement().satisfies(each -> {
            assertThat(each.what()).isEqualTo("thread 'rundown-hanging-stop' of the host's, in which the plugin hangs");
            assertThat(each.outcome()).isEqualTo(Outcome.STILL_THERE);
        });
        assertThat(PluginEvents.all()).hasSizeLessThan(2);
        release.countDown();
        LoaderReclamation.assertCollected(loader);
    }

    /** It was told as a call that was abandoned, and interrupted by that. */
    @Test
    void aCallThatWasAbandoned_isNoThreadOfThePlugins() throws Exception {
        Runner runner = load("tax", "1.0.0");
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            try {
                runner.run(() -> {
                    inside.countDown();
                    while (release.getCount() > 0) {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            PluginEvents.add("interrupted");
                        }
                    }
                    return null;
                });
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        caller.start();
        inside.await();
        PluginEvents.clear();

        UnloadReport report = host.unload("tax", AT_ONCE.withOnTimeout(OnTimeout.FORCE));
        release.countDown();
        caller.join();

        assertThat(report.plugin().drain().abandoned()).hasSize(1);
        assertThat(report.plugin().leftovers()).isEmpty();
        assertThat(PluginEvents.all().stream().filter("interrupted"::equals)).hasSizeLessThan(2);
    }

    @Test
    void aPluginWhoseStartFails_leavesNoThreadEither() throws Exception {
        Path jar = Planted.leaving("a failed start")
                .source("Worker", """
                        class Worker extends Thread {
                            Worker() { super("left-by-a-failure"); }
                            @Override public void run() {
                                Hook.run();
                                try { new CountDownLatch(1).await(); } catch (InterruptedException e) { return; }
                            }
                        }
                        """)
                .start(
                        "Thread thread = new Worker(); Registry.add(thread); thread.start(); throw new Exception(\"no\");")
                .jar(folder);

        assertThat(host.load(List.of(jar)).failures()).hasSize(1);

        Thread thread = (Thread) Registry.last();
        assertThat(thread.isAlive()).isFalse();
    }
}
