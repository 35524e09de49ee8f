package io.rundown.host.verify;

import io.rundown.host.model.PluginException;

/** Thrown by a {@link PluginVerifier}: the file must not become a plugin. */
public final class PluginRefusedException extends PluginException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses.
     *
     * @param reason what is wrong with the file, as in "is not signed"
     */
    public PluginRefusedException(String reason) {
        super(reason, null);
    }
}
