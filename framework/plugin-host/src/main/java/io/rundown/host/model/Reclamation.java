package io.rundown.host.model;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Whether the class loader of an unloaded generation is really gone. Closing a class loader frees nothing as long as
 * anything refers to one of its classes or objects; only the garbage collector can tell.
 *
 * <p>Keeps nothing of the plugin alive and may be kept. Every method may be called from any thread.
 */
public interface Reclamation {

    /** What is known. */
    enum Verdict {
        /** No collection that unloads classes has proved anything yet. Says nothing about a leak. */
        PENDING,
        /** The class loader and everything that it had loaded is gone. Final. */
        RECLAIMED,
        /**
         * Collections that unload classes have run, and the class loader has survived them: something refers to it. It
         * becomes {@link #RECLAIMED} when that lets go.
         */
        LEAKED
    }

    /**
     * The plugin.
     *
     * @return its id
     */
    String pluginId();

    /**
     * The generation's version.
     *
     * @return as its descriptor says
     */
    String version();

    /**
     * The generation.
     *
     * @return its number
     */
    int generation();

    /**
     * What is known now. Does not wait.
     *
     * @return the verdict
     */
    Verdict verdict();

    /**
     * How long it took the collector.
     *
     * @return from the closing of the class loader to the moment when it was seen to be gone; empty until then
     */
    Optional<Duration> took();

    /**
     * How many collections that unload classes the class loader has survived for certain.
     *
     * @return zero or more
     */
    int survived();

    /**
     * Tells when there is a verdict, without asking for a collection.
     *
     * @return completes with the first verdict that is not {@link Verdict#PENDING}, on a thread of the host's
     */
    CompletionStage<Verdict> whenDecided();

    /**
     * Waits for a verdict, without asking for a collection.
     *
     * @param timeout how long to wait at the most
     * @return the verdict, or {@link Verdict#PENDING} if there is none in time
     * @throws InterruptedException if interrupted
     */
    Verdict await(Duration timeout) throws InterruptedException;

    /**
     * Asks for collections with {@link System#gc()} until there is a verdict. That stops or slows the whole JVM for a
     * while; it is for tests, and for operators who want to know now.
     *
     * @param timeout how long to wait at the most
     * @return the verdict, or {@link Verdict#PENDING} if there is none in time, as when the JVM ignores such requests
     * @throws InterruptedException if interrupted
     */
    Verdict verifyNow(Duration timeout) throws InterruptedException;

    /**
     * The class loader, for tools that want to look for what refers to it.
     *
     * @return a reference that does not keep it
     */
    WeakReference<ClassLoader> loader();
}
