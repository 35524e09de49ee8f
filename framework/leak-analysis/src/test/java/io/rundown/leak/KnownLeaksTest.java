package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.beans.Introspector;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Security;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Each known way to hold a class loader is planted, found in a dump of this JVM, and told. */
class KnownLeaksTest {

    @TempDir
    private static Path folder;

    private static LeakedLoaders leaked;

    @TempDir
    private Path dumps;

    private final List<Runnable> cleanUps = new ArrayList<>();

    @BeforeAll
    static void compile() throws Exception {
        leaked = LeakedLoaders.compile(
                folder,
                List.of(
                        """
                class Nothing implements Runnable { public void run() {} }""",
                        """
                class Loop implements Runnable { public void run() {
                    try { synchronized (this) { while (true) wait(); } } catch (InterruptedException e) { return; } } }""",
                        """
                class StartsThread implements Runnable { public void run() { new Thread(new Loop(), "audit-flusher").start(); } }""",
                        """
                class LoopThread extends Thread { public void run() {
                    try { synchronized (this) { while (true) wait(); } } catch (InterruptedException e) { return; } } }""",
                        """
                class StartsOwnThread implements Runnable { public void run() {
                    Thread started = new LoopThread(); started.setName("audit-own"); started.start(); } }""",
                        """
                class Remembers extends ClassValue<Object> implements Runnable {
                    public void run() { get(String.class); }
                    protected Object computeValue(Class<?> type) { return this; } }""",
                        """
                class Tick extends TimerTask { public void run() {} }""",
                        """
                class StartsTimer implements Runnable { public void run() {
                    new Timer("audit-timer", true).schedule(new Tick(), 3_600_000); } }""",
                        """
                class StartsExecutor implements Runnable { public static volatile ExecutorService pool;
                    public void run() { pool = Executors.newFixedThreadPool(1);
                        pool.execute(new Loop());
                        pool.execute(new Nothing()); } }""",
                        """
                class StartsScheduledExecutor implements Runnable { public static volatile ScheduledExecutorService pool;
                    public void run() { pool = Executors.newScheduledThreadPool(1);
                        pool.schedule(new Nothing(), 1, TimeUnit.HOURS); } }""",
                        """
                class TinyDriver implements java.sql.Driver, Runnable {
                    public void run() {
                        try { java.sql.DriverManager.deregisterDriver(this); }
                        catch (java.sql.SQLException e) { throw new AssertionError(e); } }
                    public java.sql.Connection connect(String url, Properties info) { return null; }
                    public boolean acceptsURL(String url) { return false; }
                    public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
                        return new java.sql.DriverPropertyInfo[0]; }
                    public int getMajorVersion() { return 1; }
                    public int getMinorVersion() { return 0; }
                    public boolean jdbcCompliant() { return false; }
                    public java.util.logging.Logger getParentLogger() { return null; } }""",
                        """
                class Bean implements BeanMBean { }""",
                        """
                class Level extends java.util.logging.Level { public Level() { super("AUDIT", 850); } }""",
                        """
                class Sink extends java.util.logging.Handler {
                    public void publish(java.util.logging.LogRecord record) {}
                    public void flush() {}
                    public void close() {} }""",
                        """
                class Safe extends java.security.Provider { public Safe() { super("acme-safe", "1", "for a test"); } }""",
                        """
                class Failure extends RuntimeException { }""",
                        """
                class Fails implements Runnable { public void run() { Objects.requireNonNull(null, "no rate"); } }""",
                        """
                class Calls implements java.util.function.Consumer<Runnable> {
                    public void accept(Runnable task) { task.run(); } }""",
                        """
                class Texts extends ListResourceBundle {
                    protected Object[][] getContents() { return new Object[][] {{"tax", "Steuer"}}; } }""",
                        """
                class Guards implements Thread.UncaughtExceptionHandler {
                    public void uncaughtException(Thread thread, Throwable failure) {} }""",
                        """
                interface BeanMBean { }"""));
    }

    @AfterEach
    void cleanUp() {
        Collections.reverse(cleanUps);
        cleanUps.forEach(Runnable::run);
        Application.forget();
        for (Thread each : Thread.getAllStackTraces().keySet()) {
            if (each.getName().startsWith("audit-")) {
                each.interrupt();
            }
        }
    }

    /** What leaked code does is done in a method of its own, so that no local variable of the test holds it. */
    private interface Plant {

        void in(ClassLoader loader) throws Exception;
    }

    private static WeakReference<ClassLoader> plant(Plant plant) throws Exception {
        try (URLClassLoader loader = leaked.loader()) {
            plant.in(loader);
            return new WeakReference<>(loader);
        }
    }

    private LoaderLeak leak(WeakReference<ClassLoader> loader) throws Exception {
        LeakReport report = LeakAnalysis.ofThisJvm(loader);
        assertThat(report.loaders()).as(report.toString()).hasSize(1);
        assertThatTheOracleKnowsNoShorterPath(report.loaders().get(0).name());
        return report.loaders().get(0);
    }

    /** Both read the same dump: the class loader is held by both or by none, and here by no longer a path. */
    private void assertThatTheOracleKnowsNoShorterPath(String name) throws Exception {
        Path dump = dumps.resolve("known.hprof");
        Oracle.dump(dump);
        for (LoaderLeak leak : LeakAnalysis.ofDump(dump, name).loaders()) {
            int theirs = Oracle.steps(dump, leak.id());
            int ours = !leak.strong()
                    ? -1
                    : leak.paths().stream().mapToInt(LeakPath::length).min().orElse(-1);
            assertThat(ours).as(leak.toString()).isLessThanOrEqualTo(theirs);
            assertThat(ours >= 0).as(leak.toString()).isEqualTo(theirs >= 0);
        }
    }

    private static void assertTold(LoaderLeak leak, LeakKind kind, String path, String hint) {
        assertThat(leak.paths()).as(leak.toString()).singleElement().satisfies(each -> {
            assertThat(each.kind()).isEqualTo(kind);
            assertThat(each.path()).contains(path);
            assertThat(each.hint()).contains(hint);
        });
    }

    /** The test must not hold what is to be taken back. */
    private <T> void later(T what, Consumer<T> cleanUp) {
        WeakReference<T> reference = new WeakReference<>(what);
        cleanUps.add(() -> {
            T still = reference.get();
            if (still != null) {
                cleanUp.accept(still);
            }
        });
    }

    /** Returns once the pool's thread has nothing of the task on its stack any more: its result comes before that. */
    private static void runIn(ExecutorService pool, Runnable task) throws Exception {
        pool.submit(task).get();
        pool.submit(() -> {}).get();
    }

    private ExecutorService hostPool(String threadName) {
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, threadName));
        pool.execute(() -> {});
        cleanUps.add(pool::shutdownNow);
        return pool;
    }

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
        cleanUps.add(end::countDown);
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

    /** Which the oracle does not know of. */
    @Test
    void anEmptyArray_byItsClass() throws Exception {
        WeakReference<ClassLoader> loader =
                plant(in -> Application.current = Array.newInstance(in.loadClass("com.acme.Nothing"), 0));
        assertTold(
                LeakAnalysis.ofThisJvm(loader).loaders().get(0),
                LeakKind.STATIC_FIELD,
                "static field io.rundown.leak.Application.current -> com.acme.Nothing[]",
                "Set it to null");
    }

    @Test
    void aValueOfAClassValue_isNotInDumps() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable remembers = (Runnable) LeakedLoaders.create(in, "Remembers");
            remembers.run();
            later((ClassValue<?>) remembers, each -> each.remove(String.class));
        });
        LoaderLeak leak = leak(loader);
        assertThat(leak.strong()).isFalse();
        assertThat(leak.paths()).isEmpty();
        assertThat(leak.note()).contains("The dump shows no strong path to it", "ClassValue");
    }

    @Test
    void whatNobodyHolds_isFreedByTheDump() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {});
        assertThat(LeakAnalysis.ofThisJvm(loader).conclusion()).startsWith("It is gone: ");
    }

    @Test
    void theDefaultHandlerOfUncaughtExceptions() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        cleanUps.add(() -> Thread.setDefaultUncaughtExceptionHandler(before));
        WeakReference<ClassLoader> loader = plant(in -> Thread.setDefaultUncaughtExceptionHandler(
                (Thread.UncaughtExceptionHandler) LeakedLoaders.create(in, "Guards")));
        assertTold(leak(loader), LeakKind.JVM_DEFAULT, "java.lang.Thread.defaultUncaughtExceptionHandler", "JDK");
    }

    @Test
    void aTimer() throws Exception {
        assertTold(leak(leaked.run("StartsTimer")), LeakKind.TIMER, "thread 'audit-timer'", "Timer.cancel()");
    }

    @Test
    void anExecutor() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable starts = (Runnable) LeakedLoaders.create(in, "StartsExecutor");
            starts.run();
            ExecutorService pool =
                    (ExecutorService) starts.getClass().getField("pool").get(null);
            later(pool, ExecutorService::shutdownNow);
        });
        assertTold(leak(loader), LeakKind.EXECUTOR, "thread 'pool-", "shutdown()");
    }

    @Test
    void aScheduledExecutor() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable starts = (Runnable) LeakedLoaders.create(in, "StartsScheduledExecutor");
            starts.run();
            ExecutorService pool =
                    (ExecutorService) starts.getClass().getField("pool").get(null);
            later(pool, ExecutorService::shutdownNow);
        });
        assertTold(leak(loader), LeakKind.SCHEDULED_EXECUTOR, "thread 'pool-", "shutdownNow()");
    }

    @Test
    void aJdbcDriver() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Driver driver = (Driver) LeakedLoaders.create(in, "TinyDriver");
            DriverManager.registerDriver(driver);
            later((Runnable) driver, Runnable::run);
        });
        assertTold(
                leak(loader),
                LeakKind.JDBC_DRIVER,
                "static field java.sql.DriverManager.registeredDrivers[0].driver -> com.acme.TinyDriver",
                "DriverManager.deregisterDriver()");
    }

    @Test
    void aShutdownHook() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Thread hook = new Thread((Runnable) LeakedLoaders.create(in, "Nothing"), "audit-hook");
            Runtime.getRuntime().addShutdownHook(hook);
            later(hook, Runtime.getRuntime()::removeShutdownHook);
        });
        assertTold(
                leak(loader),
                LeakKind.SHUTDOWN_HOOK,
                "static field java.lang.ApplicationShutdownHooks.hooks",
                "Runtime.removeShutdownHook()");
    }

    @Test
    void aListenerInAMap() throws Exception {
        WeakReference<ClassLoader> loader =
                plant(in -> Application.LISTENERS.put("my-listener", LeakedLoaders.create(in, "Nothing")));
        assertTold(
                leak(loader),
                LeakKind.COLLECTION,
                "static field io.rundown.leak.Application.LISTENERS[\"my-listener\"] -> com.acme.Nothing",
                "Take it out");
    }

    @Test
    void aStaticFieldOfTheApplication() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> Application.current = LeakedLoaders.create(in, "Nothing"));
        assertTold(
                leak(loader),
                LeakKind.STATIC_FIELD,
                "static field io.rundown.leak.Application.current -> com.acme.Nothing",
                "Set it to null");
    }

    @Test
    void aKeptExceptionOfAnOwnClass() throws Exception {
        WeakReference<ClassLoader> loader =
                plant(in -> Application.FAILURES.put(7, (Throwable) LeakedLoaders.create(in, "Failure")));
        assertTold(
                leak(loader),
                LeakKind.KEPT_EXCEPTION,
                "static field io.rundown.leak.Application.FAILURES[7] -> com.acme.Failure",
                "keep its text instead");
    }

    @Test
    void aKeptExceptionOfTheJdk_byItsStackTrace() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable fails = (Runnable) LeakedLoaders.create(in, "Fails");
            try {
                fails.run();
            } catch (NullPointerException e) {
                Application.FAILURES.put(7, e);
            }
        });
        assertTold(
                leak(loader),
                LeakKind.KEPT_EXCEPTION,
                "static field io.rundown.leak.Application.FAILURES[7].backtrace",
                "each class that was on the stack");
    }

    @Test
    void anMBean() throws Exception {
        ObjectName name = new ObjectName("com.acme:type=Audit");
        WeakReference<ClassLoader> loader = plant(in -> {
            Object bean = LeakedLoaders.create(in, "Bean");
            ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
            cleanUps.add(() -> unregister(name));
        });
        assertTold(leak(loader), LeakKind.MBEAN, "com.acme.Bean", "MBeanServer.unregisterMBean()");
    }

    private static void unregister(ObjectName name) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (javax.management.JMException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLogHandler() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Handler handler = (Handler) LeakedLoaders.create(in, "Sink");
            Logger.getLogger("").addHandler(handler);
            later(handler, Logger.getLogger("")::removeHandler);
        });
        assertTold(leak(loader), LeakKind.LOGGING, "com.acme.Sink", "Remove handlers");
    }

    @Test
    void aSecurityProvider() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Security.addProvider((java.security.Provider) LeakedLoaders.create(in, "Safe"));
            cleanUps.add(() -> Security.removeProvider("acme-safe"));
        });
        assertTold(leak(loader), LeakKind.SECURITY_PROVIDER, "com.acme.Safe", "Security.removeProvider");
    }

    @Test
    void whatJavaBeansKnows_isHeldSoftly() throws Exception {
        WeakReference<ClassLoader> loader = plant(
                in -> Introspector.getBeanInfo(LeakedLoaders.create(in, "Bean").getClass()));
        cleanUps.add(Introspector::flushCaches);
        LoaderLeak leak = leak(loader);
        assertThat(leak.paths()).extracting(LeakPath::kind).containsOnly(LeakKind.INTROSPECTOR);
        assertThat(leak.paths().get(0).hint())
                .contains("Introspector.flushCaches()")
                .doesNotContain("Editor");
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

    private record Entering(CountDownLatch entered, Runnable task) implements Runnable {

        @Override
        public void run() {
            entered.countDown();
            task.run();
        }
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

    @Test
    void aBundle_isHeldSoftly() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> ResourceBundle.getBundle("com.acme.Texts", Locale.ROOT, in));
        cleanUps.add(ResourceBundle::clearCache);
        LoaderLeak leak = leak(loader);
        assertTold(leak, LeakKind.RESOURCE_BUNDLE, "static field java.util.ResourceBundle.cacheList", "clearCache");
        assertThat(leak.note()).contains("No strong path", "soft references");
    }

    @Test
    void aMonitor() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        WeakReference<ClassLoader> loader = plant(in -> {
            Object monitor = LeakedLoaders.create(in, "Nothing");
            hostPool("holder-of-the-host").execute(new Entering(entered, () -> holdForever(monitor)));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        });
        assertThat(leak(loader).paths()).singleElement().satisfies(each -> {
            assertThat(each.kind()).isIn(LeakKind.LOCAL_VARIABLE, LeakKind.MONITOR);
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
