package io.rundown.host;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once when a watched folder cannot be read, and once when it can be again. For one thread. */
final class FolderNotes {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private Set<Path> told = Set.of();

    void tell(Set<Path> unreadable) {
        for (Path each : unreadable) {
            if (!told.contains(each)) {
                log.warn("The watched folder '{}' cannot be read; its plugins stay as they are until it can", each);
            }
        }
        for (Path each : told) {
            if (!unreadable.contains(each)) {
                log.info("The watched folder '{}' can be read again", each);
            }
        }
        told = new HashSet<>(unreadable);
    }
}
