package io.rundown.host;

import java.util.Optional;
import org.pf4j.ExtensionPoint;

/**
 * An extension with which a plugin may ask not to be unloaded just now, while it is in the middle of a nightly run, say.
 * It is asked before anything has changed, and again at every attempt. An unload with
 * {@link io.rundown.host.model.UnloadPolicy.OnTimeout#FORCE} does not ask, nor does a reload, which takes no service away, nor the
 * end of the host.
 */
public interface UnloadVeto extends ExtensionPoint {

    /**
     * Called on a thread of the host's, with the host's time limit for {@code stop()}. An answer that does not come, or is
     * an exception, is logged and does not keep the plugin.
     *
     * @return why not now, in words for the person who asked; empty to agree
     */
    Optional<String> objection();
}
