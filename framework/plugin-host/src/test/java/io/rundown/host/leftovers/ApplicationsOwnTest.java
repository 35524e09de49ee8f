package io.rundown.host.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.HostFixture;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Planted;
import io.rundown.host.testing.Registry;
import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the application has handed to a plugin goes on; what the plugin has left on it is taken away. */
class ApplicationsOwnTest extends HostFixture {

    /** Executors that an application may have, none of them used before the plugin starts. */
    enum Shared {
        POOL {
            @Override
            ExecutorService open() {
                return Executors.newCachedThreadPool();
            }
        },
        POOL_WITH_A_FACTORY {
            @Override
            ExecutorService open() {
                return Executors.newFixedThreadPool(1, work -> new Thread(work, "shared"));
            }
        },
        SINGLE {
            @Override
            ExecutorService open() {
                return Executors.newSingleThreadExecutor();
            }
        },
        FORK_JOIN {
            @Override
            ExecutorService open() {
                return new ForkJoinPool(1);
            }
        };

        abstract ExecutorService open();
    }

    @AfterEach
    void forget() {
        Registry.clear();
        Hook.set(() -> {});
    }

    /** Its first thread is made by what the plugin gives it to do, and looks as if the plugin had made it. */
    @ParameterizedTest
    @EnumSource
    void anExecutorInAFieldOfThePlugins_goesOn(Shared shared) throws Exception {
        ExecutorService executor = shared.open();
        try {
            Registry.add(executor);
            host.load(Planted.leaving("a shared executor")
                    .members("final ExecutorService shared = (ExecutorService) Registry.last();")
                    .start("shared.submit(() -> {}).get();")
                    .jar(folder));
            WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));

            List<Leftover> leftovers = host.unload(Planted.ID).plugin().leftovers();

            assertThat(executor.isShutdown()).isFalse();
            assertThat(executor.submit(() -> Thread.currentThread().getContextClassLoader())
                            .get())
                    .isNotSameAs(loader.get());
            assertThat(leftovers).allMatch(each -> each.kind() == Kind.THREAD_CONTEXT);
            if (Runtime.version().feature() >= 24) { // before, a thread keeps the access rights of whoever made it
                LoaderReclamation.assertCollected(loader);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** It was made after the plugin, but only some of its threads were made for the plugin. */
    @Test
    void anExecutorThatMayBeEithersOwn_isToldAndGoesOn() throws Exception {
        openHost(builder -> builder.cleanUp(
                CleanUpPolicy.DEFAULT.with(Kind.THREAD_CONTEXT, Act.IGNORE).withThreadGrace(Duration.ZERO)));
        Hook.set(() -> {
            ExecutorService executor = Executors.newFixedThreadPool(2);
            Registry.add(executor);
            get(executor.submit(() -> {}));
        });
        host.load(Planted.leaving("an executor of either")
                .members("ExecutorService either;")
                .start("Hook.run(); either = (ExecutorService) Registry.last();")
                .jar(folder));
        ExecutorService executor = (ExecutorService) Registry.last();
        try {
            get(executor.submit(() -> {})); // the second thread, made for this test

            assertThat(host.unload(Planted.ID).plugin().leftovers())
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.kind()).isEqualTo(Kind.EXECUTOR);
                        assertThat(each.outcome()).isEqualTo(Outcome.STILL_THERE);
                        assertThat(each.detail()).contains("may be the application's", "Plugin.stop()");
                    });
            assertThat(executor.isShutdown()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    /** The plugin's class may pass on what it is told. */
    @Test
    void anExecutorOfThePlugins_aroundOneOfTheApplications_isNotShutDown() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            executor.submit(() -> {}).get();
            Registry.add(executor);
            host.load(Planted.leaving("a wrapper")
                    .source("Wrapper", """
                            class Wrapper extends AbstractExecutorService {
                                final ExecutorService inner = (ExecutorService) Registry.last();
                                @Override public void shutdown() { inner.shutdown(); }
                                @Override public List<Runnable> shutdownNow() { return inner.shutdownNow(); }
                                @Override public boolean isShutdown() { return inner.isShutdown(); }
                                @Override public boolean isTerminated() { return inner.isTerminated(); }
                                @Override public boolean awaitTermination(long time, TimeUnit unit) { return true; }
                                @Override public void execute(Runnable work) { inner.execute(work); }
                            }
                            """)
                    .members("final Wrapper wrapper = new Wrapper();")
                    .start("wrapper.submit(() -> {}).get();")
                    .jar(folder));

            assertThat(host.unload(Planted.ID).plugin().leftovers()).isEmpty();

            assertThat(executor.isShutdown()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aTimerInAFieldOfThePlugins_goesOn() throws Exception {
        Timer timer = new Timer("shared-timer", true);
        try {
            Registry.add(timer);
            host.load(Planted.leaving("a shared timer").members("""
                            final Timer shared = (Timer) Registry.last();
                            final Timer own = new Timer("left-timer");
                            """).jar(folder));

            assertThat(host.unload(Planted.ID).plugin().leftovers())
                    .extracting(Leftover::what)
                    .containsExactly("timer 'left-timer'");

            CountDownLatch ran = new CountDownLatch(1);
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            ran.countDown();
                        }
                    },
                    0);
            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            timer.cancel();
        }
    }

    // ------------------------------------------------------------------------ threads of pools

    @ParameterizedTest
    @EnumSource(Act.class)
    void theContextClassLoaderOfAPoolsThread_isSetBack(Act act) throws Exception {
        openHost(builder -> builder.cleanUp(CleanUpPolicy.everything(act)));
        ExecutorService executor = Executors.newFixedThreadPool(1, work -> new Thread(work, "shared"));
        try {
            get(executor.submit(() -> {}));
            Hook.set(() -> {
                ClassLoader plugins = Thread.currentThread().getContextClassLoader();
                get(executor.submit(() -> Thread.currentThread().setContextClassLoader(plugins)));
            });
            host.load(Planted.leaving("a context").start("Hook.run();").jar(folder));
            WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));

            List<Leftover> leftovers = host.unload(Planted.ID).plugin().leftovers();

            Callable<ClassLoader> context = () -> Thread.currentThread().getContextClassLoader();
            if (act == Act.CLEAN) {
                assertThat(executor.submit(context).get()).isSameAs(getClass().getClassLoader());
            } else {
                LoaderReclamation.assertHeld(loader);
                get(executor.submit(() -> Thread.currentThread().setContextClassLoader(null)));
            }
            assertTold(leftovers, act, "context class loader of thread 'shared'");
            LoaderReclamation.assertCollected(loader);
        } finally {
            executor.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void theHandlerOfUncaughtExceptionsOfAPoolsThread_isTakenAway(Act act) throws Exception {
        openHost(builder -> builder.cleanUp(CleanUpPolicy.everything(act)));
        ExecutorService executor = Executors.newFixedThreadPool(1);
        try {
            Thread worker = Objects.requireNonNull(get(executor.submit(Thread::currentThread)));
            UncaughtExceptionHandler before = worker.getUncaughtExceptionHandler();
            Registry.add(worker);
            host.load(Planted.leaving("a handler of a thread")
                    .start("((Thread) Registry.last()).setUncaughtExceptionHandler((thread, failure) -> {});")
                    .jar(folder));
            WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));

            List<Leftover> leftovers = host.unload(Planted.ID).plugin().leftovers();

            if (act != Act.CLEAN) {
                LoaderReclamation.assertHeld(loader);
                worker.setUncaughtExceptionHandler(null);
            }
            assertThat(worker.getUncaughtExceptionHandler()).isSameAs(before);
            assertTold(leftovers, act, "handler of uncaught exceptions com.acme.left.ThePlugin");
            LoaderReclamation.assertCollected(loader);
        } finally {
            executor.shutdownNow();
        }
    }

    /** It carries the plugin's class loader, but runs the application's code and does not wait for work. */
    @Test
    void aThreadOfTheApplications_thatWasStartedInAPluginsCall_goesOn() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Hook.set(() -> {
            Thread made = new Thread(() -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            Registry.add(made);
            made.start();
        });
        host.load(Planted.leaving("a thread of the application's")
                .start("Hook.run();")
                .jar(folder));

        Thread thread = (Thread) Registry.last();
        List<Leftover> leftovers = host.unload(Planted.ID).plugin().leftovers();
        end.countDown();
        thread.join();

        assertTold(leftovers, Act.CLEAN, "context class loader of thread '" + thread.getName());
    }

    /** A thread that was given no handler has its group for one, and cannot leave it. */
    @Test
    void aThreadInAGroupOfThePlugins_isToldAsStillThere() throws Exception {
        host.load(Planted.leaving("a group")
                .source("Group", "class Group extends ThreadGroup { Group() { super(\"plugins\"); } }")
                .start("Registry.add(new Group());")
                .jar(folder));
        ThreadGroup group = (ThreadGroup) Registry.last();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                group,
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                "applications");
        thread.start();

        List<Leftover> leftovers = host.unload(Planted.ID).plugin().leftovers();
        end.countDown();
        thread.join();

        assertThat(leftovers).singleElement().satisfies(each -> {
            assertThat(each.what()).isEqualTo("thread group com.acme.left.Group of thread 'applications'");
            assertThat(each.outcome()).isEqualTo(Outcome.STILL_THERE);
        });
    }

    private static void assertTold(List<Leftover> leftovers, Act act, String what) {
        if (act == Act.IGNORE) {
            assertThat(leftovers).isEmpty();
        } else {
            assertThat(leftovers).singleElement().satisfies(each -> {
                assertThat(each.kind()).isEqualTo(Kind.THREAD_CONTEXT);
                assertThat(each.what()).startsWith(what);
                assertThat(each.outcome()).isEqualTo(act == Act.CLEAN ? Outcome.CLEANED : Outcome.REPORTED);
            });
        }
    }

    private static <T> @Nullable T get(Future<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
