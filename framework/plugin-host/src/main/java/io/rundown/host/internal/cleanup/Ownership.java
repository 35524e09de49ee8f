package io.rundown.host.internal.cleanup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether an executor or a timer in a field of the plugin's is the plugin's own, or one that the application has handed
 * to it and others go on using. It is the plugin's if a class of the plugin's makes it up or makes its threads; or if it
 * came into being after the plugin and all its threads were made by code that ran for the plugin.
 */
final class Ownership {

    /** For what is told of and not touched. */
    static final String DOUBT =
            "it may be the application's, so it was not touched; if it is the plugin's, in Plugin.stop() ";

    /** How long a timer or executor is waited for that is asked for its thread: a busy one does not answer. */
    private static final long ANSWER_MILLIS = 250;

    private static final String DEFAULT_FACTORY = "java.util.concurrent.Executors$DefaultThreadFactory";
    private static final String WRAPPERS = "java.util.concurrent.Executors$";

    private final DepartingPlugin plugin;
    private final List<Thread> threads = LiveThreads.others();

    Ownership(DepartingPlugin plugin) {
        this.plugin = plugin;
    }

    /** Whose it is. */
    enum Verdict {
        THE_PLUGINS,
        /** The application's, or without threads, so that it keeps nothing. */
        NOT_THE_PLUGINS,
        UNCLEAR
    }

    /**
     * A verdict.
     *
     * @param threads those that are known to work for it
     * @param strangers how many more threads work for it, of which none is known
     */
    record Owned(Verdict verdict, List<Thread> threads, int strangers) {

        static final Owned NOT = new Owned(Verdict.NOT_THE_PLUGINS, List.of());

        Owned(Verdict verdict, List<Thread> threads) {
            this(verdict, threads, 0);
        }
    }

    // ------------------------------------------------------------------------ timers

    Owned of(Timer timer) {
        if (threads.stream().noneMatch(each -> LiveThreads.isOfATimer(each) && wasMadeForThePlugin(each))) {
            return Owned.NOT;
        }
        try {
            Thread thread = ask(task -> timer.schedule(new OneTask(task), 0));
            if (plugin.ownsObject(timer)) {
                return new Owned(Verdict.THE_PLUGINS, thread == null ? List.of() : List.of(thread));
            }
            if (thread == null) {
                return new Owned(Verdict.UNCLEAR, List.of());
            }
            return wasMadeForThePlugin(thread) ? new Owned(Verdict.THE_PLUGINS, List.of(thread)) : Owned.NOT;
        } catch (IllegalStateException cancelled) {
            return Owned.NOT;
        }
    }

    /** Those that work for a pool or a timer and were made by code that ran for the plugin. */
    List<Thread> workersMadeForThePlugin() {
        return threads.stream()
                .filter(each ->
                        LiveThreads.isOfATimer(each) ? wasMadeForThePlugin(each) : isWorkerMadeForThePlugin(each))
                .toList();
    }

    /** Runs once. */
    private static final class OneTask extends TimerTask {

        private final Runnable body;

        OneTask(Runnable body) {
            this.body = body;
        }

        @Override
        public void run() {
            body.run();
        }
    }

    // ------------------------------------------------------------------------ executors

    /** Those that have threads, each of which leads to its pool. */
    Set<ForkJoinPool> forkJoinPools() {
        Set<ForkJoinPool> pools = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread each : threads) {
            if (each instanceof ForkJoinWorkerThread worker) {
                pools.add(worker.getPool());
            }
        }
        return pools;
    }

    Owned of(ExecutorService executor) {
        if (executor == ForkJoinPool.commonPool() || executor.isShutdown()) {
            return Owned.NOT;
        }
        if (executor instanceof ThreadPoolExecutor pool) {
            return ofPool(pool);
        }
        if (executor instanceof ForkJoinPool pool) {
            return ofForkJoinPool(pool);
        }
        // A wrapper of the plugin's own may pass a shutdown on to the application's; what it wraps is found by itself.
        return Names.of(executor).startsWith(WRAPPERS) ? ofWrapped(executor) : Owned.NOT;
    }

    private Owned ofPool(ThreadPoolExecutor pool) {
        ThreadFactory factory = pool.getThreadFactory();
        if (pool.getPoolSize() == 0) {
            return Owned.NOT;
        }
        if (plugin.ownsObject(pool)
                || plugin.ownsObject(factory)
                || plugin.ownsObject(pool.getRejectedExecutionHandler())) {
            return new Owned(Verdict.THE_PLUGINS, workersMadeForThePlugin());
        }
        if (!Names.of(factory).equals(DEFAULT_FACTORY)) {
            return new Owned(Verdict.NOT_THE_PLUGINS, List.of(), pool.getPoolSize());
        }
        String name = factory.newThread(() -> {}).getName();
        String poolName = name.substring(0, name.lastIndexOf('-') + 1);
        List<Thread> workers = threads.stream()
                .filter(each -> each.getName().startsWith(poolName))
                .toList();
        return byThreads(workers);
    }

    private Owned ofForkJoinPool(ForkJoinPool pool) {
        List<Thread> workers = new ArrayList<>();
        for (Thread each : threads) {
            if (each instanceof ForkJoinWorkerThread worker && worker.getPool() == pool) {
                workers.add(each);
            }
        }
        if (workers.isEmpty()) {
            return Owned.NOT;
        }
        boolean its = plugin.ownsObject(pool)
                || plugin.ownsObject(pool.getFactory())
                || plugin.ownsObject(pool.getUncaughtExceptionHandler());
        return its ? new Owned(Verdict.THE_PLUGINS, workers) : byThreads(workers);
    }

    /** The JDK's own wrappers show nothing of what is inside; a thread shows itself to a task. */
    private Owned ofWrapped(ExecutorService executor) {
        if (threads.stream().noneMatch(this::isWorkerMadeForThePlugin)) {
            return Owned.NOT;
        }
        try {
            Thread worker = ask(executor::execute);
            return worker == null ? new Owned(Verdict.UNCLEAR, List.of()) : byThreads(List.of(worker));
        } catch (RejectedExecutionException full) {
            return new Owned(Verdict.UNCLEAR, List.of());
        }
    }

    private boolean isWorkerMadeForThePlugin(Thread thread) {
        if (!wasMadeForThePlugin(thread)) {
            return false;
        }
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().equals(ThreadPoolExecutor.class.getName())) {
                return true;
            }
        }
        return false;
    }

    /** A pool of the application's may have some threads that were made when the plugin used it, or all of them. */
    private Owned byThreads(List<Thread> workers) {
        List<Thread> made = workers.stream().filter(this::wasMadeForThePlugin).toList();
        if (made.isEmpty()
                || workers.stream().anyMatch(each -> plugin.beginning().isAfterPoolOf(each.getName()))) {
            return Owned.NOT;
        }
        boolean all = made.size() == workers.size();
        boolean certain = all
                && made.stream()
                        .allMatch(each ->
                                plugin.ownsObject(each) || plugin.beginning().isBeforePoolOf(each.getName()));
        return new Owned(certain ? Verdict.THE_PLUGINS : Verdict.UNCLEAR, made);
    }

    /** Whether code that ran for the plugin has made it. */
    private boolean wasMadeForThePlugin(Thread thread) {
        return plugin.beginning().isBefore(thread)
                && threads.contains(thread)
                && (plugin.ownsObject(thread) || plugin.owns(thread.getContextClassLoader()));
    }

    // ------------------------------------------------------------------------ asking

    /** The thread that runs a task; null if none does in time, or the task is refused. */
    private @Nullable Thread ask(Consumer<Runnable> executor) {
        CompletableFuture<Thread> answer = new CompletableFuture<>();
        Thread asking = Thread.currentThread();
        ClassLoader context = asking.getContextClassLoader();
        // A worker made for this very task must not look like one that was made for the plugin.
        asking.setContextClassLoader(plugin.application());
        try {
            executor.accept(() -> answer.complete(Thread.currentThread()));
            return answer.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException givenUp) {
            asking.interrupt();
            return null;
        } catch (ExecutionException | TimeoutException noAnswer) {
            return null;
        } finally {
            asking.setContextClassLoader(context);
        }
    }
}
