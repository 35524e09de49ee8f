package io.rundown.host.model;

import org.jspecify.annotations.Nullable;

/** What every error of the host is: its message names the plugin, the reason and, where there is one, the way out. */
public abstract class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what a person reads
     * @param cause what went wrong below, if anything
     */
    protected PluginException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
