package io.rundown.host;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Short-lived daemon threads of the host's own. None is kept waiting: what the host does in the background is rare. */
final class HostThreads {

    private HostThreads() {}

    /** Runs something in the background. */
    static void run(String name, Runnable body) {
        make(name, body).start();
    }

    /** Makes a thread for the background, which the caller starts. */
    static Thread make(String name, Runnable body) {
        // No inherited thread-locals, which would be those of whoever happens to call.
        Thread thread = new Thread(null, body, "rundown-" + name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(HostThreads.class.getClassLoader());
        return thread;
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
