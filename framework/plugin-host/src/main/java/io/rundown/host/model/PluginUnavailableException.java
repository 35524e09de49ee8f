package io.rundown.host.model;

/**
 * A call through a handle was refused: the plugin is not there to answer it. The call has not entered the plugin, so it
 * is safe to make it again elsewhere or later. The handle stays good: when the plugin is loaded again, it answers.
 */
public final class PluginUnavailableException extends PluginException {

    private static final long serialVersionUID = 1L;

    /** The plugin that refused. */
    private final String pluginId;

    /** The version of the generation that refused. */
    private final String version;

    /** Where that generation stood. */
    private final GenerationPhase phase;

    /**
     * Made by the host.
     *
     * @param pluginId the plugin
     * @param version the version of the generation that refused
     * @param generation its number
     * @param phase where it stands
     * @param why the reason, in words that complete "call refused:"
     */
    public PluginUnavailableException(
            String pluginId, String version, int generation, GenerationPhase phase, String why) {
        super(
                "Plugin '" + pluginId + "' " + version + " (generation " + generation + ", " + phase
                        + "): call refused: " + why,
                null);
        this.pluginId = pluginId;
        this.version = version;
        this.phase = phase;
    }

    /**
     * The plugin that refused.
     *
     * @return its id
     */
    public String pluginId() {
        return pluginId;
    }

    /**
     * The version that refused.
     *
     * @return as the descriptor says it
     */
    public String version() {
        return version;
    }

    /**
     * Where the generation stood when it refused.
     *
     * @return mostly {@link GenerationPhase#DRAINING} or later
     */
    public GenerationPhase phase() {
        return phase;
    }
}
