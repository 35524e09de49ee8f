package io.rundown.host.leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rundown.host.HostFixture;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Planted;
import io.rundown.host.testing.Registry;
import io.rundown.host.testing.StubbornLoader;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Leftovers have code of their own, which fails or hangs. */
class CleanUpFailureTest extends HostFixture {

    private static final String DRIVER = """
            class LeftDriver implements java.sql.Driver {
                @Override public java.sql.Connection connect(String url, Properties info) { return null; }
                @Override public boolean acceptsURL(String url) { return false; }
                @Override public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
                    return new java.sql.DriverPropertyInfo[0];
                }
                @Override public int getMajorVersion() { return 1; }
                @Override public int getMinorVersion() { return 0; }
                @Override public boolean jdbcCompliant() { return false; }
                @Override public Logger getParentLogger() { return Logger.getGlobal(); }
            }
            """;

    /** By their ids: a thread keeps its context class loader. */
    private static final Set<Long> HANGING = ConcurrentHashMap.newKeySet();

    private static void hang(CountDownLatch release) {
        HANGING.add(Thread.currentThread().getId());
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Registry.add("shrug");
            }
        }
    }

    @AfterEach
    void forget() {
        Hook.set(() -> {});
        Registry.clear();
        HANGING.clear();
    }

    @Test
    void anMBeanThatDoesNotWantToGo_isTold_andTheRestIsCleaned() throws Exception {
        host.load(Planted.leaving("an MBean that stays")
                .source("LeftMBean", "public interface LeftMBean {}")
                .source("Left", """
                        public class Left implements LeftMBean, javax.management.MBeanRegistration {
                            @Override public javax.management.ObjectName preRegister(
                                    javax.management.MBeanServer server, javax.management.ObjectName name) { return name; }
                            @Override public void postRegister(Boolean done) {}
                            @Override public void preDeregister() { Hook.run(); }
                            @Override public void postDeregister() {}
                        }
                        """)
                .source("LeftHandler", """
                        class LeftHandler extends Handler {
                            @Override public void publish(LogRecord record) {}
                            @Override public void flush() {}
                            @Override public void close() { throw new IllegalStateException("not now"); }
                        }
                        """)
                .members("""
                        static javax.management.ObjectName name() throws Exception {
                            return new javax.management.ObjectName("com.acme:type=Stays");
                        }
                        """)
                .start("""
                        java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean(new Left(), name());
                        Logger.getLogger("").addHandler(new LeftHandler());
                        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});
                        """)
                .undo("java.lang.management.ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());")
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));
        Hook.set(() -> {
            throw new IllegalStateException("I stay");
        });

        UnloadReport report = host.unload(Planted.ID);
        Hook.set(() -> {});

        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().leftovers())
                .extracting(Leftover::kind, Leftover::outcome)
                .containsExactly(
                        tuple(Kind.JVM_DEFAULT, Outcome.CLEANED),
                        tuple(Kind.MBEAN, Outcome.STILL_THERE),
                        tuple(Kind.LOGGING, Outcome.STILL_THERE));
        assertThat(report.plugin().leftovers().get(1).detail()).contains("I stay", "Plugin.stop()");
        assertThat(report.plugin().leftovers().get(2).detail()).contains("not now");
        LoaderReclamation.assertHeld(loader);
        Planted.undo(loader);
        LoaderReclamation.assertCollected(loader);
    }

    @Test
    void aDriverThatHangs_isGivenUp_andTheRestIsCleaned() throws Exception {
        openHost(builder -> givingUp(builder, each -> HANGING.contains(each.getId())));
        host.load(Planted.leaving("a driver that hangs")
                .source("LeftDriver", DRIVER)
                .source("LeftProvider", """
                        class LeftProvider extends java.security.Provider {
                            LeftProvider() { super("Left", "1.0", "nothing"); }
                        }
                        """)
                .start("""
                        java.sql.DriverManager.registerDriver(new LeftDriver(), Hook::run);
                        java.security.Security.addProvider(new LeftProvider());
                        """)
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));
        CountDownLatch release = new CountDownLatch(1);
        Hook.set(() -> hang(release));

        UnloadReport report = host.unload(Planted.ID);

        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().leftovers())
                .extracting(Leftover::what, Leftover::outcome)
                .containsExactly(
                        tuple("JDBC driver com.acme.left.LeftDriver", Outcome.STILL_THERE),
                        tuple("security provider 'Left'", Outcome.CLEANED));
        assertThat(report.plugin().leftovers().get(0).detail()).contains("did not return within", "left behind");
        LoaderReclamation.assertHeld(loader);
        release.countDown();
        LoaderReclamation.assertCollected(loader);
    }

    /** One foreign class does not keep the host from looking at what else is in the plugin's fields. */
    @Test
    void anExecutorThatDoesNotLetItselfBeAwaited_isTold_andTheNextIsCleaned() {
        host.load(Planted.leaving("two executors")
                .source("Bad", """
                        class Bad extends ThreadPoolExecutor {
                            Bad() { super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()); }
                            @Override public boolean awaitTermination(long time, TimeUnit unit) {
                                throw new IllegalStateException("never");
                            }
                        }
                        """)
                .members("final ExecutorService bad = new Bad(); ExecutorService good;")
                .start("""
                        bad.submit(() -> {}).get();
                        good = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(),
                                task -> new Thread(task));
                        good.submit(() -> {}).get();
                        """)
                .jar(folder));

        assertThat(host.unload(Planted.ID).plugin().leftovers())
                .extracting(Leftover::kind, Leftover::outcome)
                .containsExactlyInAnyOrder(
                        tuple(Kind.EXECUTOR, Outcome.STILL_THERE), tuple(Kind.EXECUTOR, Outcome.CLEANED));
    }

    /** The thread that was given up may come back while the rest is done by another. */
    @Test
    void aStepThatWasGivenUp_takesNothingMoreAway() throws Exception {
        openHost(builder -> givingUp(builder, each -> HANGING.contains(each.getId())));
        host.load(Planted.leaving("two drivers")
                .source("LeftDriver", DRIVER)
                .start("""
                        java.sql.DriverManager.registerDriver(new LeftDriver(), Hook::run);
                        java.sql.DriverManager.registerDriver(new LeftDriver(), Hook::run);
                        """)
                .undo("""
                        for (var each : Collections.list(java.sql.DriverManager.getDrivers())) {
                            if (each instanceof LeftDriver) { java.sql.DriverManager.deregisterDriver(each); }
                        }
                        """)
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));
        CountDownLatch release = new CountDownLatch(1);
        List<Thread> takers = new CopyOnWriteArrayList<>();
        Hook.set(() -> {
            takers.add(Thread.currentThread());
            hang(release);
        });

        UnloadReport report = host.unload(Planted.ID);
        release.countDown();
        takers.get(0).join();

        assertThat(report.plugin().leftovers()).hasSize(1);
        assertThat(takers).hasSize(1);
        takers.clear();
        Hook.set(() -> {});
        Planted.undo(loader);
        LoaderReclamation.assertCollected(loader);
    }

    @Test
    void limitsThatAreForEver_areNoFailure() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        openHost(builder -> builder.startTimeout(forEver)
                .stopTimeout(forEver)
                .cleanUp(CleanUpPolicy.DEFAULT.withThreadGrace(forEver)));
        host.load(Planted.leaving("a default")
                .start("Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});")
                .jar(folder));

        assertThat(host.unload(Planted.ID).plugin().leftovers())
                .extracting(Leftover::kind, Leftover::outcome)
                .containsExactly(tuple(Kind.JVM_DEFAULT, Outcome.CLEANED));
    }

    /** What the first attempt to close it took away is not forgotten by the second. */
    @Test
    void whatAnEarlierAttemptTookAway_isStillTold() throws Exception {
        AtomicBoolean closes = new AtomicBoolean();
        openHost(builder -> builder.pluginLoader(manager -> StubbornLoader.forAll(() -> {
            if (!closes.get()) {
                throw new IOException("not yet");
            }
        })));
        host.load(Planted.leaving("a handler")
                .start("Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});")
                .jar(folder));
        assertThat(host.unload(Planted.ID).unloaded()).isFalse();
        closes.set(true);

        assertThat(host.unload(Planted.ID).plugin().leftovers())
                .extracting(Leftover::kind, Leftover::outcome)
                .containsExactly(tuple(Kind.JVM_DEFAULT, Outcome.CLEANED));
    }

    /** The next step that waits for something would take it for its own. */
    @Test
    void anInterruptThatForeignCodeLeaves_disturbsNoOther() {
        host.load(Planted.leaving("an interrupt")
                .source("LeftHandler", """
                        class LeftHandler extends Handler {
                            @Override public void publish(LogRecord record) {}
                            @Override public void flush() {}
                            @Override public void close() { Thread.currentThread().interrupt(); }
                        }
                        """)
                .source("Bean", "public class Bean {}")
                .source("BeanBeanInfo", "public class BeanBeanInfo extends java.beans.SimpleBeanInfo {}")
                .start("""
                        Logger.getLogger("").addHandler(new LeftHandler());
                        java.beans.Introspector.getBeanInfo(Bean.class);
                        """)
                .jar(folder));

        assertThat(host.unload(Planted.ID).plugin().leftovers())
                .extracting(Leftover::kind, Leftover::outcome)
                .containsExactly(tuple(Kind.LOGGING, Outcome.CLEANED));
    }
}
