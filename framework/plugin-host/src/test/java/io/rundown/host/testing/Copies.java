package io.rundown.host.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts what hosts keep of plugins. */
public final class Copies {

    private Copies() {}

    /** The files of plugins below a work directory; the locks of open hosts are none. */
    public static long below(Path workDirectory) throws IOException {
        try (Stream<Path> all = Files.walk(workDirectory)) {
            return all.filter(each -> !Files.isDirectory(each))
                    .filter(each -> !each.endsWith(".lock"))
                    .count();
        }
    }
}
