package io.rundown.host;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Daemon threads of the host's own. None of them inherits anything foreign of whoever happens to call, which may be a plugin: a
 * thread keeps what it inherits for as long as it lives, and hands it on to the threads that it starts.
 */
final class HostThreads {

    private HostThreads() {}

    /** The caller's, as the JDK keeps some caches by group; or the next above it that is of no foreign class. */
    static ThreadGroup group() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getClass() != ThreadGroup.class && group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** Runs something in the background. */
    static void run(String name, Runnable body) {
        make(name, body).start();
    }

    /** Makes a thread for the background, which the caller starts. */
    static Thread make(String name, Runnable body) {
        Thread thread = WithoutCallers.make(() -> {
            // No inherited thread-locals, which would be those of whoever happens to call.
            Thread made = new Thread(group(), body, "rundown-" + name, 0, false);
            made.setContextClassLoader(HostThreads.class.getClassLoader());
            return made;
        });
        makeOrdinary(thread);
        return thread;
    }

    /** A thread inherits both of whoever makes it. */
    @SuppressWarnings("ThreadPriorityCheck") // none is relied on
    static void makeOrdinary(Thread thread) {
        thread.setDaemon(true);
        thread.setPriority(Thread.NORM_PRIORITY);
    }

    /** Runs something in the background and tells what came of it. */
    static <T> CompletableFuture<T> supply(String name, Supplier<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        run(name, () -> {
            try {
                result.complete(body.get());
            } catch (Throwable failure) { // goes to whoever looks at the future
                result.completeExceptionally(failure);
            }
        });
        return result;
    }
}
