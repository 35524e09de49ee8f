package io.rundown.host;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a host that is still open when the JVM ends. */
final class ShutdownHook {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final Thread thread;

    private ShutdownHook(PluginHost host) {
        this.thread = HostThreads.make("shutdown", host::close);
    }

    static ShutdownHook register(PluginHost host) {
        ShutdownHook hook = new ShutdownHook(host);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    /** For a host that closes by itself: the JVM would keep it for ever. */
    void withdraw() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyRunning) {
            log.debug("The JVM is ending, which is why the host closes, or no matter any more");
        }
    }
}
