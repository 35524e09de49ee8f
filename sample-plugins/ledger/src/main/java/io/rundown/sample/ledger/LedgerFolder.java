package io.rundown.sample.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one start's database.
 *
 * @param path where it is; nobody else's
 * @param temporary whether it goes when the plugin stops
 */
record LedgerFolder(Path path, boolean temporary) implements AutoCloseable {

    /** The system property that names the folder in which the folders of the starts are made. */
    static final String PROPERTY = "rundown.sample.ledger.dir";

    /**
     * Makes a new folder.
     *
     * @param parent where to make it, to stay; null or blank for a temporary one
     */
    static LedgerFolder create(@Nullable String parent) {
        try {
            if (parent == null || parent.isBlank()) {
                return new LedgerFolder(Files.createTempDirectory("rundown-ledger-"), true);
            }
            Path directory = Files.createDirectories(Path.of(parent).toAbsolutePath());
            return new LedgerFolder(Files.createTempDirectory(directory, "ledger-"), false);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make a folder for the ledger (" + PROPERTY + " is '" + parent + "')", e);
        }
    }

    /**
     * Deletes the folder if it is temporary; a second call does nothing.
     *
     * @throws UncheckedIOException if something in it cannot be deleted; calling again tries again
     */
    @Override
    public void close() {
        if (!temporary || Files.notExists(path)) {
            return;
        }
        try {
            List<Path> childrenFirst;
            try (Stream<Path> tree = Files.walk(path)) {
                childrenFirst = tree.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path child : childrenFirst) {
                Files.deleteIfExists(child);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the ledger's folder '" + path + "'", e);
        }
    }
}
