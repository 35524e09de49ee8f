package io.rundown.host.internal.load;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A generation's own copy of its plugin, so that the original may be overwritten or deleted at any time.
 *
 * @param source the jar, zip or folder that was copied
 * @param root the copy: a jar file, or a folder laid out as {@code classes/} and {@code lib/*.jar}
 * @param classpath what its class loader reads
 */
public record PrivateCopy(Path source, Path root, List<Path> classpath) {

    /** The class path as a class loader wants it. */
    public List<URL> urls() {
        List<URL> urls = new ArrayList<>();
        for (Path each : classpath) {
            try {
                urls.add(each.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalStateException("A path of this file system has no URL: " + each, e);
            }
        }
        return urls;
    }

    /**
     * Deletes the copy. May be called again after a failure.
     *
     * @throws IOException if something of it cannot be deleted
     */
    public void delete() throws IOException {
        FileTrees.delete(root);
    }
}
