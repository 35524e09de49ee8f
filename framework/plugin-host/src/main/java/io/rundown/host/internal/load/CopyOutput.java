package io.rundown.host.internal.load;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the bytes of private copies go. */
@FunctionalInterface
public interface CopyOutput {

    /** To the disk. */
    CopyOutput TO_DISK = file -> Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /**
     * Begins a file.
     *
     * @param file is not there yet; its folder is
     */
    OutputStream open(Path file) throws IOException;
}
