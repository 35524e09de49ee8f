package io.rundown.host;

import io.rundown.host.internal.load.Descriptors;
import io.rundown.host.internal.load.PrivateCopy;
import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.nio.file.Path;
import org.pf4j.PluginDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin of which the descriptor has been read and no class.
 *
 * @param descriptor valid
 * @param copy what a generation would run from
 */
record Candidate(PluginDescriptor descriptor, PrivateCopy copy) {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /**
     * Reads the descriptor of a copied plugin.
     *
     * @throws PluginLoadException if there is none, or it is malformed; the copy is deleted
     */
    static Candidate read(PrivateCopy copy, Descriptors descriptors) {
        try {
            return new Candidate(descriptors.read(copy), copy);
        } catch (PluginLoadException e) {
            delete(copy);
            throw e;
        }
    }

    String id() {
        return descriptor.getPluginId();
    }

    Path source() {
        return copy.source();
    }

    PluginLoadException failure(String reason) {
        return new PluginLoadException(source(), reason, null);
    }

    /** Deletes the copy of a plugin that becomes nothing. */
    void discard() {
        delete(copy);
    }

    private static void delete(PrivateCopy copy) {
        try {
            copy.delete();
        } catch (IOException e) {
            log.warn("The copy of '{}' cannot be deleted now; it goes when the host closes", copy.source(), e);
        }
    }
}
