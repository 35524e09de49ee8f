package io.rundown.host.leftovers;

import io.rundown.host.testing.Planted;
import io.rundown.leak.LeakKind;
import java.util.List;

/** One plugin for each thing that can be left behind. */
final class Kinds {

    private Kinds() {}

    static List<Planted> told() {
        return List.of(
                thread(),
                timer(),
                pool(),
                poolThatStopForgets(),
                poolWithItsOwnFactory(),
                wrappedExecutor(),
                forkJoinPool(),
                forkJoinPoolThatNoFieldLeadsTo(),
                hook(),
                driver(),
                mbean(),
                handler(),
                formatter(),
                filter(),
                level(),
                provider(),
                defaultHandler(),
                proxySelector(),
                authenticator());
    }

    /** Those that no object of the plugin's leads to: their threads are seen, and say nothing of whose they are. */
    static List<Planted> unattributed() {
        return List.of(poolOfAClassWithoutObjects(), poolInNoField(), timerOfAClassWithoutObjects());
    }

    /** Caches, of which nobody can say what is in them. */
    static List<Planted> untold() {
        return List.of(bundle(), beanInfo());
    }

    private static Planted thread() {
        return Planted.leaving("a thread")
                .heldAs(LeakKind.RUNNING_THREAD)
                .members("""
                        static Thread thread = new Thread(ThePlugin::work, "left-worker");
                        static void work() {
                            try { new CountDownLatch(1).await(); } catch (InterruptedException e) { PluginEvents.add("end"); }
                        }
                        """)
                .start("thread.start();")
                .undo("thread.interrupt(); thread.join();")
                .told("thread 'left-worker'");
    }

    private static Planted timer() {
        return Planted.leaving("a timer")
                .heldAs(LeakKind.TIMER)
                .source("Task", "class Task extends TimerTask { @Override public void run() {} }")
                .members("static Timer timer;")
                .start("timer = new Timer(\"left-timer\"); timer.schedule(new Task(), 3_600_000);")
                .undo("timer.cancel();")
                .told("timer 'left-timer'");
    }

    private static Planted pool() {
        return Planted.leaving("a pool")
                .heldAs(LeakKind.CONTEXT_CLASS_LOADER)
                .members("final List<ExecutorService> pools = new ArrayList<>(); static ExecutorService pool;")
                .start("pool = Executors.newFixedThreadPool(1); pools.add(pool); pool.submit(() -> {}).get();")
                .undo("pool.shutdownNow(); pool.awaitTermination(1, TimeUnit.MINUTES);")
                .told("executor java.util.concurrent.ThreadPoolExecutor");
    }

    /** Its field leads to it before the stop only. */
    private static Planted poolThatStopForgets() {
        return Planted.leaving("a pool that stop forgets")
                .heldAs(LeakKind.CONTEXT_CLASS_LOADER)
                .members("ExecutorService pool; @Override public void stop() { pool = null; }")
                .start("""
                        pool = Executors.newFixedThreadPool(1);
                        pool.submit(() -> {}).get();
                        Registry.add(pool);
                        """)
                .undo("""
                        ((ExecutorService) Registry.last()).shutdownNow();
                        ((ExecutorService) Registry.last()).awaitTermination(1, TimeUnit.MINUTES);
                        Registry.clear();
                        """)
                .told("executor java.util.concurrent.ThreadPoolExecutor");
    }

    private static Planted poolWithItsOwnFactory() {
        return Planted.leaving("a pool with a factory of the plugin's")
                .heldAs(LeakKind.SCHEDULED_EXECUTOR)
                .members("static ScheduledExecutorService pool;")
                .start("""
                        pool = Executors.newScheduledThreadPool(1, work -> new Thread(work, "left-scheduled"));
                        pool.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
                        """)
                .undo("pool.shutdownNow(); pool.awaitTermination(1, TimeUnit.MINUTES);")
                .told("executor java.util.concurrent.ScheduledThreadPoolExecutor");
    }

    private static Planted wrappedExecutor() {
        return Planted.leaving("a single scheduled executor")
                .heldAs(LeakKind.SCHEDULED_EXECUTOR)
                .members("static ScheduledExecutorService pool;")
                .start("""
                        pool = Executors.newSingleThreadScheduledExecutor();
                        pool.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
                        """)
                .undo("pool.shutdownNow(); pool.awaitTermination(1, TimeUnit.MINUTES);")
                .told("executor java.util.concurrent.Executors$");
    }

    private static Planted forkJoinPool() {
        return Planted.leaving("a fork-join pool")
                .heldAs(LeakKind.FORK_JOIN)
                .source("Workers", """
                        class Workers implements ForkJoinPool.ForkJoinWorkerThreadFactory {
                            @Override public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
                                return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                            }
                        }
                        """)
                .members("static ForkJoinPool pool;")
                .start("pool = new ForkJoinPool(1, new Workers(), null, false); pool.submit(() -> {}).get();")
                .undo("pool.shutdownNow(); pool.awaitTermination(1, TimeUnit.MINUTES);")
                .told("executor java.util.concurrent.ForkJoinPool");
    }

    /** Each of its threads does. */
    private static Planted forkJoinPoolThatNoFieldLeadsTo() {
        return Planted.leaving("a fork-join pool of a class without objects")
                .heldAs(LeakKind.FORK_JOIN)
                .source("Pools", """
                        final class Pools {
                            static final ForkJoinPool POOL = new ForkJoinPool(1, new Workers(), null, false);
                            static class Workers implements ForkJoinPool.ForkJoinWorkerThreadFactory {
                                @Override public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
                                    return ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                                }
                            }
                        }
                        """)
                .start("Pools.POOL.submit(() -> {}).get();")
                .undo("Pools.POOL.shutdownNow(); Pools.POOL.awaitTermination(1, TimeUnit.MINUTES);")
                .told("executor java.util.concurrent.ForkJoinPool");
    }

    private static Planted poolOfAClassWithoutObjects() {
        return Planted.leaving("a pool of a class without objects")
                .heldAs(LeakKind.CONTEXT_CLASS_LOADER)
                .source("Pools", """
                        final class Pools {
                            static final ExecutorService POOL =
                                    Executors.newFixedThreadPool(1, work -> new Thread(work, "left-static"));
                        }
                        """)
                .start("Pools.POOL.submit(() -> {}).get();")
                .undo("Pools.POOL.shutdownNow(); Pools.POOL.awaitTermination(1, TimeUnit.MINUTES);")
                .told("executor of thread 'left-static'");
    }

    private static Planted poolInNoField() {
        return Planted.leaving("a pool in no field")
                .heldAs(LeakKind.SCHEDULED_EXECUTOR)
                .start("""
                        var pool = Executors.newScheduledThreadPool(1);
                        pool.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.HOURS).isDone();
                        pool.submit(() -> {}).get();
                        Registry.add(pool);
                        """)
                .undo("""
                        ((ExecutorService) Registry.last()).shutdownNow();
                        ((ExecutorService) Registry.last()).awaitTermination(1, TimeUnit.MINUTES);
                        Registry.clear();
                        """)
                .told("executor of thread 'pool-");
    }

    private static Planted timerOfAClassWithoutObjects() {
        return Planted.leaving("a timer of a class without objects")
                .heldAs(LeakKind.TIMER)
                .source("Task", "class Task extends TimerTask { @Override public void run() {} }")
                .source("Timers", "final class Timers { static final Timer TIMER = new Timer(\"left-static-timer\"); }")
                .start("Timers.TIMER.schedule(new Task(), 3_600_000);")
                .undo("Timers.TIMER.cancel();")
                .told("timer 'left-static-timer'");
    }

    private static Planted hook() {
        return Planted.leaving("a shutdown hook")
                .heldAs(LeakKind.SHUTDOWN_HOOK)
                .members("static final Thread HOOK = new Thread(() -> {}, \"left-hook\");")
                .start("Runtime.getRuntime().addShutdownHook(HOOK);")
                .undo("Runtime.getRuntime().removeShutdownHook(HOOK);")
                .told("shutdown hook 'left-hook'");
    }

    private static Planted driver() {
        return Planted.leaving("a driver")
                .heldAs(LeakKind.JDBC_DRIVER)
                .source("LeftDriver", """
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
                        """)
                .members("static final LeftDriver DRIVER = new LeftDriver();")
                .start("java.sql.DriverManager.registerDriver(DRIVER);")
                .undo("java.sql.DriverManager.deregisterDriver(DRIVER);")
                .told("JDBC driver com.acme.left.LeftDriver");
    }

    private static Planted mbean() {
        return Planted.leaving("an MBean")
                .heldAs(LeakKind.MBEAN)
                .source("LeftMBean", "public interface LeftMBean { int getAnswer(); }")
                .source(
                        "Left",
                        "public class Left implements LeftMBean { @Override public int getAnswer() { return 42; } }")
                .members("""
                        static javax.management.ObjectName name() throws Exception {
                            return new javax.management.ObjectName("com.acme:type=Left");
                        }
                        """)
                .start("""
                        java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean(new Left(), name());
                        """)
                .undo("java.lang.management.ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());")
                .told("MBean com.acme:type=Left");
    }

    private static Planted handler() {
        return Planted.leaving("a logging handler")
                .heldAs(LeakKind.LOGGING)
                .source("LeftHandler", """
                        class LeftHandler extends Handler {
                            @Override public void publish(LogRecord record) {}
                            @Override public void flush() {}
                            @Override public void close() { PluginEvents.add("closed"); }
                        }
                        """)
                .members("static final LeftHandler HANDLER = new LeftHandler();")
                .start("Logger.getLogger(\"\").addHandler(HANDLER);")
                .undo("Logger.getLogger(\"\").removeHandler(HANDLER);")
                .told("handler com.acme.left.LeftHandler of the root logger");
    }

    private static Planted formatter() {
        return Planted.leaving("a formatter of the application's handler")
                .heldAs(LeakKind.LOGGING)
                .source("LeftFormatter", """
                        class LeftFormatter extends java.util.logging.Formatter {
                            @Override public String format(LogRecord record) { return ""; }
                        }
                        """)
                .start("Logger.getLogger(\"\").getHandlers()[0].setFormatter(new LeftFormatter());")
                .undo("Logger.getLogger(\"\").getHandlers()[0].setFormatter(new SimpleFormatter());")
                .told("formatter of handler java.util.logging.ConsoleHandler of the root logger");
    }

    private static Planted filter() {
        return Planted.leaving("a filter")
                .heldAs(LeakKind.LOGGING)
                .source("LeftFilter", """
                        class LeftFilter implements Filter {
                            @Override public boolean isLoggable(LogRecord record) { return true; }
                        }
                        """)
                .start("Logger.getGlobal().setFilter(new LeftFilter());")
                .undo("Logger.getGlobal().setFilter(null);")
                .told("filter of logger 'global'");
    }

    private static Planted level() {
        return Planted.leaving("a level")
                .heldAs(LeakKind.LOGGING)
                .source("LeftLevel", "class LeftLevel extends Level { LeftLevel() { super(\"LEFT\", 850); } }")
                .start("Logger.getGlobal().setLevel(new LeftLevel());")
                .undo("Logger.getGlobal().setLevel(null);")
                .told("level of logger 'global'");
    }

    private static Planted provider() {
        return Planted.leaving("a security provider")
                .heldAs(LeakKind.SECURITY_PROVIDER)
                .source("LeftProvider", """
                        class LeftProvider extends java.security.Provider {
                            LeftProvider() { super("Left", "1.0", "nothing"); }
                        }
                        """)
                .start("java.security.Security.addProvider(new LeftProvider());")
                .undo("java.security.Security.removeProvider(\"Left\");")
                .told("security provider 'Left'");
    }

    private static Planted defaultHandler() {
        return Planted.leaving("a default handler of uncaught exceptions")
                .heldAs(LeakKind.JVM_DEFAULT)
                .start("Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {});")
                .undo("Thread.setDefaultUncaughtExceptionHandler(null);")
                .told("the JVM's default handler of uncaught exceptions com.acme.left.ThePlugin");
    }

    private static Planted proxySelector() {
        return Planted.leaving("a proxy selector")
                .heldAs(LeakKind.JVM_DEFAULT)
                .source("LeftSelector", """
                        class LeftSelector extends java.net.ProxySelector {
                            @Override public List<java.net.Proxy> select(java.net.URI uri) { return List.of(); }
                            @Override public void connectFailed(
                                    java.net.URI uri, java.net.SocketAddress address, java.io.IOException e) {}
                        }
                        """)
                .start("java.net.ProxySelector.setDefault(new LeftSelector());")
                .undo("java.net.ProxySelector.setDefault(null);")
                .told("the JVM's default proxy selector com.acme.left.LeftSelector");
    }

    private static Planted authenticator() {
        return Planted.leaving("an authenticator")
                .heldAs(LeakKind.JVM_DEFAULT)
                .source("LeftAuthenticator", "class LeftAuthenticator extends java.net.Authenticator {}")
                .start("java.net.Authenticator.setDefault(new LeftAuthenticator());")
                .undo("java.net.Authenticator.setDefault(null);")
                .told("the JVM's default authenticator com.acme.left.LeftAuthenticator");
    }

    private static Planted bundle() {
        return Planted.leaving("a resource bundle")
                .heldAs(LeakKind.RESOURCE_BUNDLE)
                .source("Texts", """
                        public class Texts extends ListResourceBundle {
                            @Override protected Object[][] getContents() { return new Object[][] {{"yes", "ja"}}; }
                        }
                        """)
                .start("ResourceBundle.getBundle(\"com.acme.left.Texts\").getString(\"yes\");")
                .undo("ResourceBundle.clearCache(ThePlugin.class.getClassLoader());");
    }

    private static Planted beanInfo() {
        return Planted.leaving("a bean info")
                .heldAs(LeakKind.INTROSPECTOR)
                .source("Bean", "public class Bean { public int getSize() { return 1; } }")
                .source("BeanBeanInfo", """
                        public class BeanBeanInfo extends java.beans.SimpleBeanInfo {
                            @Override public java.beans.PropertyDescriptor[] getPropertyDescriptors() {
                                try {
                                    var size = new java.beans.PropertyDescriptor("size", Bean.class, "getSize", null);
                                    size.setValue("info", this);
                                    return new java.beans.PropertyDescriptor[] {size};
                                } catch (java.beans.IntrospectionException e) { throw new AssertionError(e); }
                            }
                        }
                        """)
                .start("java.beans.Introspector.getBeanInfo(Bean.class);")
                .undo("java.beans.Introspector.flushCaches();");
    }
}
