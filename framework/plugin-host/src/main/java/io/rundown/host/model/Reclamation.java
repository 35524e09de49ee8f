package io.rundown.host.model;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Whether the class loader of an unloaded generation is really gone. Closing a class loader frees nothing as long as
 * anything refers to one of its classes or objects; only the garbage collector can tell.
 *
 * <p><b>When it is called a leak.</b> Three collections in a row are needed, each proved by a throw-away class loader that
 * was made after the one before and is gone: what only a call that is just returning, a finalizer or a cleaner still refers
 * to has gone by then. More are waited for while finalizers are behind, and none is the last within two seconds of the
 * closing, ten at the most on a machine under load: a compiler of the JVM holds the class loader of the method that it is
 * at. What is referred to <em>softly</em>, by a cache that lets go when memory becomes short, survives any number of
 * collections and is no leak. So without being asked the
 * host says {@link Verdict#LEAKED} only once the collector has cleared soft references that were last used when the class
 * loader was closed, and three collections after that. HotSpot does so the sooner the less of the heap is free: one second
 * for each free megabyte, unless {@code -XX:SoftRefLRUPolicyMSPerMB} says otherwise, and in any case before memory runs
 * out; an application that allocates next to nothing may then be short of the three collections that have to follow, and
 * hear of the leak just after a plugin could not be loaded for want of memory. {@link #verifyNow} does not wait for that;
 * its answer counts soft references as references, and {@link #outlivedSoftReferences()} tells whether they are ruled out.
 * A soft reference that is used after the closing cannot be told from a strong one.
 *
 * <p>Keeps nothing of the plugin alive and may be kept. Goes on after the host is closed. Every method may be called from
 * any thread.
 */
public interface Reclamation {

    /** What is known. */
    enum Verdict {
        /** No collection that unloads classes has proved anything yet. Says nothing about a leak. */
        PENDING,
        /** The class loader and everything that it had loaded is gone. Final. */
        RECLAIMED,
        /**
         * Collections that unload classes have run, and the class loader has survived enough of them: something refers to
         * it. It becomes {@link #RECLAIMED} when that lets go.
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
     * How many collections that unload classes the class loader has survived for certain. They are counted until there is
     * a verdict, and while {@link #verifyNow} runs.
     *
     * @return zero or more
     */
    int survived();

    /**
     * Whether the class loader has survived the clearing of soft references that were last used when it was closed.
     *
     * @return true if a cache cannot be what refers to it, except one that is still in use; false if that is not known
     */
    boolean outlivedSoftReferences();

    /**
     * Tells when there is a verdict, without asking for a collection.
     *
     * @return completes with the first verdict that is not {@link Verdict#PENDING}, on the thread that
     *     watches for the host; what depends on it should be quick, as nothing else is found out meanwhile
     */
    CompletionStage<Verdict> whenDecided();

    /**
     * Waits for a verdict, without asking for a collection.
     *
     * @param timeout how long to wait at the most
     * @return the verdict, or {@link Verdict#PENDING} if there is none in time
     * @throws InterruptedException if interrupted
     * @throws IllegalStateException if there is none yet and a {@link PluginListener} that is told of another verdict asks,
     *     or what follows {@link #whenDecided()}: their thread is the one that finds the verdicts out
     */
    Verdict await(Duration timeout) throws InterruptedException;

    /**
     * Asks for collections with {@link System#gc()} until the class loader is gone, or has survived three of them from
     * now on, whatever was known before. That stops or slows the whole JVM for a while; it is for tests, and for operators
     * who want to know now. Once it has answered {@link Verdict#LEAKED} it may be asked again.
     *
     * @param timeout how long to wait at the most
     * @return the verdict, or what was known before if there is no answer in time, as when the JVM ignores such requests
     * @throws InterruptedException if interrupted
     * @throws IllegalStateException if a {@link PluginListener} that is told of a verdict asks, or what follows
     *     {@link #whenDecided()}: their thread is the one that finds the verdicts out
     */
    Verdict verifyNow(Duration timeout) throws InterruptedException;

    /**
     * The class loader, for tools that want to look for what refers to it.
     *
     * @return a reference that does not keep it
     */
    WeakReference<ClassLoader> loader();

    /**
     * What refers to the class loader, if that has been found out. A host with a {@code leakExplainer} asks it by itself
     * when a class loader is {@link Verdict#LEAKED}, but of each plugin only for one at a time: the others mostly leak for
     * the same reason.
     *
     * @return what the explainer said last; empty if it was not asked, has not answered yet, or has failed
     */
    Optional<String> explanation();

    /**
     * Asks the explainer now, on the calling thread, unless the class loader is gone. That may take seconds and stop the JVM meanwhile.
     *
     * @return what it says, in one or more lines
     * @throws IllegalStateException if the builder was given none, the class loader is gone, or the explainer fails
     */
    String explain();
}
