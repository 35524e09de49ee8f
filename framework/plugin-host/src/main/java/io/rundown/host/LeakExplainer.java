package io.rundown.host;

import java.lang.ref.WeakReference;

/**
 * Finds out what keeps the class loader of an unloaded plugin in memory. {@code io.rundown.leak.LeakAnalysis::explain},
 * of the module {@code rundown-leak-analysis}, is one; the host needs none.
 */
@FunctionalInterface
public interface LeakExplainer {

    /**
     * Looks for what refers to a class loader. May take seconds and stop the JVM meanwhile. Called with no lock held: on a
     * thread of the host's, one class loader after the other, when one is found to be leaked; and on the thread that calls
     * {@link io.rundown.host.model.Reclamation#explain()}, perhaps at the same time.
     *
     * @param loader the class loader, which the explainer must not keep
     * @return what refers to it, in words for a person, in one or more lines
     * @throws Exception if that cannot be found out
     */
    String explain(WeakReference<ClassLoader> loader) throws Exception;
}
