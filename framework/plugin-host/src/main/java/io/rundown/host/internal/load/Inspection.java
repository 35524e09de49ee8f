package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.nio.file.Path;

/** Looks at the bytes that have been copied, before anything is made of them. */
@FunctionalInterface
public interface Inspection {

    /**
     * Judges a copy.
     *
     * @param source the original
     * @param copy the same file or folder below the host's own folder; a zip is not unpacked yet
     * @throws PluginLoadException if nothing may be made of it
     */
    void inspect(Path source, Path copy);
}
