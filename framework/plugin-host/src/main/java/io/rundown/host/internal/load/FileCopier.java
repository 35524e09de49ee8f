package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Copies files and folders as they are, or fails: never half of one version and half of another. */
final class FileCopier {

    private static final int BUFFER = 1 << 16;

    private final CopyOutput output;

    FileCopier(CopyOutput output) {
        this.output = output;
    }

    /**
     * Copies a file.
     *
     * @throws IOException if it cannot be copied, or was written to meanwhile
     */
    void copyFile(Path from, Path to) throws IOException {
        Version before = Version.of(from);
        try (InputStream in = Files.newInputStream(from)) {
            write(in, to, Long.MAX_VALUE);
        }
        if (!Version.of(from).equals(before)) {
            throw new IOException("'" + from.getFileName() + "' changed meanwhile");
        }
    }

    /**
     * Writes a file.
     *
     * @param limit no more bytes than these are written
     * @return how many were
     * @throws LimitExceededException if there are more
     */
    long write(InputStream in, Path to, long limit) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long written = 0;
        try (OutputStream out = output.open(to)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (read > limit - written) {
                    throw new LimitExceededException();
                }
                out.write(buffer, 0, read);
                written += read;
            }
        }
        return written;
    }

    /**
     * Copies a folder. Links are followed as long as they stay inside: what they lead to is copied in their place.
     *
     * @param source a folder or a link to one
     * @throws PluginLoadException if a link leads out, or something is neither a file nor a folder
     */
    void copyTree(Path source, Path to) throws IOException {
        Path from = source.toRealPath();
        Files.walkFileTree(
                from, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                            throws IOException {
                        requireInside(folder);
                        Files.createDirectory(target(folder));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        if (attributes.isSymbolicLink()) {
                            throw refusal("link", file, "leads nowhere");
                        }
                        requireInside(file);
                        if (!attributes.isRegularFile()) {
                            throw refusal("entry", file, "is neither a file nor a folder");
                        }
                        copyFile(file, target(file));
                        return FileVisitResult.CONTINUE;
                    }

                    private Path target(Path each) {
                        return to.resolve(from.relativize(each).toString());
                    }

                    /** Whatever is above has been looked at before, so only the last step can lead out. */
                    private void requireInside(Path each) throws IOException {
                        if (Files.isSymbolicLink(each) && !each.toRealPath().startsWith(from)) {
                            throw refusal("link", each, "leads out of the folder, to '" + each.toRealPath() + "'");
                        }
                    }

                    private PluginLoadException refusal(String kind, Path each, String why) {
                        return new PluginLoadException(
                                source, "its " + kind + " '" + from.relativize(each) + "' " + why, null);
                    }
                });
    }

    /** There was more to write than there may be. */
    static final class LimitExceededException extends IOException {

        private static final long serialVersionUID = 1L;

        LimitExceededException() {
            super("too large");
        }
    }

    /** By what one sees from outside that a file was written to. */
    private record Version(
            long size, FileTime time, @Nullable Object key) {

        static Version of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(now.size(), now.lastModifiedTime(), now.fileKey());
        }
    }
}
