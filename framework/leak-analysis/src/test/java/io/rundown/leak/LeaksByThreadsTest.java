package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What threads hold: each way is planted, found in a dump of this JVM, and told. */
class LeaksByThreadsTest extends PlantedLeaks {

    /** Lets leaked code start a thread, until that waits. */
    private static WeakReference<ClassLoader> waiting(String starter, String threadName) throws Exception {
        WeakReference<ClassLoader> loader = leaked.run(starter);
        awaitWaiting(threadName);
        return loader;
    }

    private static void awaitWaiting(String threadName) {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals(threadName) && each.getState() == Thread.State.WAITING));
    }

    /** Returns once the pool's thread has nothing of the task on its stack any more: its result comes before that. */
    private static void runIn(ExecutorService pool, Runnable task) throws Exception {
        pool.submit(task).get();
        pool.submit(() -> {}).get();
    }

    @Test
    void aThread() throws Exception {
        assertTold(
                leak(waiting("StartsThread", "audit-flusher")),
                LeakKind.RUNNING_THREAD,
                "thread 'audit-flusher'",
                "The thread 'audit-flusher' runs code of this class loader, in com.acme.Loop.run");
    }

    @Test
    void aThreadOfAnOwnClass() throws Exception {
        assertTold(
                leak(waiting("StartsOwnThread", "audit-own")),
                LeakKind.RUNNING_THREAD,
                "thread 'audit-own'",
                "The thread 'audit-own' runs code of this class loader");
    }

    @Test
    void aThreadLocalInAPoolOfTheApplication() throws Exception {
        ExecutorService pool = hostPool("pool-of-the-host");
        WeakReference<ClassLoader> loader = plant(in -> {
            Object value = LeakedLoaders.create(in, "Nothing");
            runIn(pool, () -> Application.LINE.set(value));
        });
        assertTold(
                leak(loader),
                LeakKind.THREAD_LOCAL,
                "thread-local io.rundown.leak.Application.LINE in thread 'pool-of-the-host' -> com.acme.Nothing",
                "ThreadLocal.remove()");
    }

    @Test
    void aThreadLocalOutlivesATaskInTheSamePool() throws Exception {
        ExecutorService pool = hostPool("pool-of-the-host");
        CountDownLatch end = new CountDownLatch(1);
        later(end::countDown);
        WeakReference<ClassLoader> loader = plant(in -> {
            Object value = LeakedLoaders.create(in, "Nothing");
            runIn(pool, () -> Application.LINE.set(value));
            pool.execute(() -> awaitUninterrupted(end));
            pool.execute((Runnable) LeakedLoaders.create(in, "Nothing"));
        });
        assertThat(leak(loader).paths())
                .extracting(LeakPath::kind)
                .containsExactlyInAnyOrder(LeakKind.THREAD_LOCAL, LeakKind.EXECUTOR);
    }

    private static void awaitUninterrupted(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aThreadLocalInAThreadThatRunsCodeOfTheSameNameFromAnotherClassLoader() throws Exception {
        ExecutorService pool = hostPool("pool-of-the-host");
        CountDownLatch entered = new CountDownLatch(1);
        WeakReference<ClassLoader> running = plant(in -> {
            Runnable loop = (Runnable) LeakedLoaders.create(in, "Loop");
            try (URLClassLoader other = leaked.loader("other#1")) {
                Object value = LeakedLoaders.create(other, "Loop");
                runIn(pool, () -> Application.LINE.set(value));
            }
            pool.execute(new Entering(entered, loop));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            awaitWaiting("pool-of-the-host");
        });
        assertThat(running.refersTo(null)).isFalse();
        Path dump = dumps.resolve("same-names.hprof");
        Oracle.dump(dump);
        assertTold(
                LeakAnalysis.ofDump(dump, "other#1").loaders().get(0),
                LeakKind.THREAD_LOCAL,
                "thread-local io.rundown.leak.Application.LINE in thread 'pool-of-the-host' -> com.acme.Loop",
                "A value was set in the thread 'pool-of-the-host'");
    }

    @Test
    void aTimer() throws Exception {
        assertTold(leak(leaked.run("StartsTimer")), LeakKind.TIMER, "thread 'audit-timer'", "Timer.cancel()");
    }

    /** Lets leaked code start a pool, which is shut down after the test. */
    private void startPool(ClassLoader in, String starter) throws Exception {
        Runnable starts = (Runnable) LeakedLoaders.create(in, starter);
        starts.run();
        later((ExecutorService) starts.getClass().getField("pool").get(null), ExecutorService::shutdownNow);
    }

    @Test
    void anExecutor() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> startPool(in, "StartsExecutor"));
        assertTold(leak(loader), LeakKind.EXECUTOR, "thread 'pool-", "shutdown()");
    }

    @Test
    void aScheduledExecutor() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> startPool(in, "StartsScheduledExecutor"));
        assertTold(leak(loader), LeakKind.SCHEDULED_EXECUTOR, "thread 'pool-", "shutdownNow()");
    }

    @Test
    void aForkJoinPool() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> startPool(in, "StartsForkJoinPool"));
        assertTold(leak(loader), LeakKind.FORK_JOIN, "thread 'ForkJoinPool-", "shut the pool down");
    }

    @Test
    void theContextClassLoaderOfAThreadOfTheApplication() throws Exception {
        ExecutorService pool = hostPool("pool-of-the-host");
        WeakReference<ClassLoader> loader =
                plant(in -> runIn(pool, () -> Thread.currentThread().setContextClassLoader(in)));
        assertTold(
                leak(loader),
                LeakKind.CONTEXT_CLASS_LOADER,
                "thread 'pool-of-the-host'.contextClassLoader",
                "context class loader of the thread 'pool-of-the-host'");
    }

    @Test
    void theHandlerOfUncaughtExceptions() throws Exception {
        ExecutorService pool = hostPool("pool-of-the-host");
        WeakReference<ClassLoader> loader = plant(in -> {
            Thread.UncaughtExceptionHandler handler =
                    (Thread.UncaughtExceptionHandler) LeakedLoaders.create(in, "Guards");
            runIn(pool, () -> Thread.currentThread().setUncaughtExceptionHandler(handler));
        });
        assertTold(
                leak(loader),
                LeakKind.UNCAUGHT_EXCEPTION_HANDLER,
                "thread 'pool-of-the-host'.uncaughtExceptionHandler -> com.acme.Guards",
                "Set another handler");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void whatAThreadInheritedFromTheCodeThatWasRunning() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            @SuppressWarnings("unchecked")
            Consumer<Runnable> calls = (Consumer<Runnable>) LeakedLoaders.create(in, "Calls");
            calls.accept(() -> hostPool("pool-of-the-host"));
        });
        assertTold(
                leak(loader),
                LeakKind.INHERITED_ACCESS_CONTEXT,
                "thread 'pool-of-the-host'.inheritedAccessControlContext",
                "was made while code of this class loader was on the stack");
    }

    private record Entering(CountDownLatch entered, Runnable task) implements Runnable {

        @Override
        public void run() {
            entered.countDown();
            task.run();
        }
    }

    @Test
    void aCallThatDoesNotReturn() throws Exception {
        ExecutorService pool = hostPool("caller-of-the-host");
        CountDownLatch entered = new CountDownLatch(1);
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable loop = (Runnable) LeakedLoaders.create(in, "Loop");
            pool.execute(new Entering(entered, loop));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            awaitWaiting("caller-of-the-host");
        });
        assertTold(
                leak(loader),
                LeakKind.RUNNING_CALL,
                "thread 'caller-of-the-host'",
                "A call of the thread 'caller-of-the-host' has not returned, in com.acme.Loop.run");
    }

    /** HotSpot tells of the local variables that every block has for what it locks, and nothing of monitors. */
    @Test
    void aMonitor_byTheLocalVariable() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        WeakReference<ClassLoader> loader = plant(in -> {
            Object monitor = LeakedLoaders.create(in, "Nothing");
            hostPool("holder-of-the-host").execute(new Entering(entered, () -> holdForever(monitor)));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        });
        assertThat(leak(loader).paths()).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(LeakKind.LOCAL_VARIABLE);
            assertThat(each.path()).contains("holder-of-the-host", "com.acme.Nothing");
        });
    }

    private static void holdForever(Object monitor) {
        synchronized (monitor) {
            try {
                while (true) {
                    monitor.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
