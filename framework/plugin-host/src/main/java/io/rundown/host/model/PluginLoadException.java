package io.rundown.host.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file could not become a running plugin. Nothing has changed; the message names the file and the reason. */
public final class PluginLoadException extends PluginException {

    private static final long serialVersionUID = 1L;

    /** The plugin's file; a string, because paths are not serializable. */
    private final String file;

    /** Why the file cannot be loaded. */
    private final String reason;

    /**
     * Made by the host.
     *
     * @param file the plugin's jar, zip or folder
     * @param reason why it cannot be loaded
     * @param cause what went wrong below, if anything; must not be an exception of the plugin's own class
     */
    public PluginLoadException(Path file, String reason, @Nullable Throwable cause) {
        super("Cannot load '" + file + "': " + reason, cause);
        this.file = file.toString();
        this.reason = reason;
    }

    /**
     * The plugin's jar, zip or folder.
     *
     * @return the path as it was given
     */
    public Path file() {
        return Path.of(file);
    }

    /**
     * Why it cannot be loaded, without the file.
     *
     * @return a phrase
     */
    public String reason() {
        return reason;
    }
}
