package io.rundown.host.verify;

import java.util.Objects;

/**
 * Decides which files may become plugins. The host asks after it has copied a file, and before it unpacks it, reads its
 * descriptor or loads a class of it; for every load and reload, each time. It does not ask again when a plugin is
 * restarted from bytes that were verified before, as a dependent is when the plugin it is linked to is reloaded.
 *
 * <p>Called on the thread that loads, on several at once, without a lock being held and without a time limit. It may
 * block and may use the host.
 */
@FunctionalInterface
public interface PluginVerifier {

    /** Lets every file pass. */
    PluginVerifier NONE = file -> {};

    /**
     * Judges a file. Returns if it may become a plugin.
     *
     * @param file the file
     * @throws PluginRefusedException if it may not; the message becomes part of the error that the loader sees
     * @throws Exception if it cannot be judged, so it is refused as well
     */
    void verify(PluginFile file) throws Exception;

    /**
     * Both have to let a file pass.
     *
     * @param next is asked if this one has let it pass
     * @return the two together
     */
    default PluginVerifier and(PluginVerifier next) {
        Objects.requireNonNull(next, "next");
        return file -> {
            verify(file);
            next.verify(file);
        };
    }
}
