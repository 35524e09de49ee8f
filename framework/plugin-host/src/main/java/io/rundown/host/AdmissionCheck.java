package io.rundown.host;

import io.rundown.host.model.LoadedPlugin;
import java.util.List;

/**
 * Looks at new generations before any call goes to them: a smoke test, say, or a licence check. Called after the plugin
 * has started, with all its dependencies, and before it is published; while a plugin is being reloaded, the old generation
 * goes on serving meanwhile. What it throws refuses the load or the whole change: the new generation is stopped and closed,
 * nobody has called it, and the report says why.
 *
 * <p>Called on the thread of the operation, outside every lock and without a time limit. An operation of the host's that
 * would have to wait for the one that is asking is refused.
 */
@FunctionalInterface
public interface AdmissionCheck {

    /**
     * Agrees by returning.
     *
     * @param newcomer the new generation
     * @throws Exception to refuse it; the message is for the person who reads the report
     */
    void admit(Newcomer newcomer) throws Exception;

    /** A generation that has started and is not published yet. Of no use after the check has returned. */
    interface Newcomer {

        /**
         * Which one it is.
         *
         * @return id, version, generation and file
         */
        LoadedPlugin plugin();

        /**
         * Its extensions of one type, to be tried out.
         *
         * @param <T> the extension point
         * @param type a public interface
         * @return handles that belong to this generation alone, best first
         * @throws IllegalArgumentException if no handle can be made for the type
         */
        <T> List<T> extensions(Class<T> type);
    }
}
