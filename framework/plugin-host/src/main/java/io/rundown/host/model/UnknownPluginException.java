package io.rundown.host.model;

import java.util.Collection;

/** There is no plugin of that id. */
public final class UnknownPluginException extends PluginException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the host.
     *
     * @param pluginId what was asked for
     * @param known what is there
     */
    public UnknownPluginException(String pluginId, Collection<String> known) {
        super(
                "No plugin '" + pluginId + "' is loaded; "
                        + (known.isEmpty() ? "none is" : "loaded are " + String.join(", ", known)),
                null);
    }
}
