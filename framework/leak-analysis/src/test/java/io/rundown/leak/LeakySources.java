package io.rundown.leak;

import java.util.List;

/** Plugins that leak, each in its own way. */
final class LeakySources {

    /** For {@link LeakedLoaders#compile}. */
    static final List<String> ALL = List.of(
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
            class StartsForkJoinPool implements Runnable { public static volatile ForkJoinPool pool;
                public void run() { pool = new ForkJoinPool(1);
                    pool.execute(new Loop());
                    pool.execute(new Nothing()); } }""",
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
            class CleansUpAfterItself implements Runnable { public static volatile java.lang.ref.Cleaner.Cleanable cleanable;
                public void run() { cleanable = java.lang.ref.Cleaner.create().register(this, this::close); }
                void close() {} }""",
            """
            class Handlers implements java.net.URLStreamHandlerFactory {
                public java.net.URLStreamHandler createURLStreamHandler(String protocol) { return null; } }""",
            """
            class Spy implements java.lang.instrument.ClassFileTransformer { }""",
            """
            class Keeper { public static volatile Object kept; }""",
            """
            class Guards implements Thread.UncaughtExceptionHandler {
                public void uncaughtException(Thread thread, Throwable failure) {} }""",
            """
            interface BeanMBean { }""");

    private LeakySources() {}
}
