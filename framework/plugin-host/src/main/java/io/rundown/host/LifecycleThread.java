package io.rundown.host;

/**
 * Runs one piece of a plugin's own lifecycle and ends. A thread for each, because a piece that hangs is left behind with
 * its thread, and because a thread that has ended keeps nothing of the plugin's.
 */
final class LifecycleThread extends Thread {

    private final String pluginId;

    private LifecycleThread(String pluginId, String step, ClassLoader loader, Runnable body) {
        // No inherited thread-locals: they would be the caller's, kept alive by a thread that hangs.
        super(HostThreads.group(), body, "rundown-" + pluginId + "-" + step, 0, false);
        this.pluginId = pluginId;
        setContextClassLoader(loader);
    }

    /** Makes one that inherits nothing foreign of the caller, which may be another plugin. */
    static LifecycleThread make(String pluginId, String step, ClassLoader loader, Runnable body) {
        LifecycleThread thread = WithoutCallers.make(() -> new LifecycleThread(pluginId, step, loader, body));
        HostThreads.makeOrdinary(thread);
        return thread;
    }

    String pluginId() {
        return pluginId;
    }
}
