package io.rundown.host.internal.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * By what one sees from outside that a file or folder has changed.
 *
 * @param size of the file, or of all files in the folder
 * @param nanos when it was last written to, or the newest file in the folder
 * @param key what the file system knows it by
 * @param tree a digest of names, sizes, times and keys of all that is in the folder; 0 for a file
 */
public record FileStamp(long size, long nanos, @Nullable Object key, long tree) {

    /** Looks at a file or folder as it is now; null if it is not there. */
    public static @Nullable FileStamp of(Path path) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (!now.isDirectory()) {
                return new FileStamp(now.size(), now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.fileKey(), 0);
            }
            Tree tree = new Tree(path.toRealPath());
            Files.walkFileTree(tree.root, tree);
            return new FileStamp(tree.size, tree.nanos, now.fileKey(), tree.digest);
        } catch (IOException gone) {
            return null;
        }
    }

    /** Links are not followed, or a link could lead through the whole disk; what they lead to is looked at. */
    private static final class Tree extends SimpleFileVisitor<Path> {

        private final Path root;
        private long size;
        private long nanos;
        private long digest = 1;

        Tree(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            add(folder, 0, 0, attributes.fileKey());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            BasicFileAttributes seen = attributes;
            if (attributes.isSymbolicLink()) {
                try {
                    seen = Files.readAttributes(file, BasicFileAttributes.class);
                } catch (IOException leadsNowhere) {
                    seen = attributes;
                }
            }
            add(file, seen.size(), seen.lastModifiedTime().to(TimeUnit.NANOSECONDS), seen.fileKey());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException vanishedOrForbidden) {
            add(file, -1, 0, null);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException vanishedOrForbidden) {
            return FileVisitResult.CONTINUE;
        }

        /** A sum, because the order in which a folder is read is not always the same. */
        private void add(Path each, long bytes, long written, @Nullable Object key) {
            size += bytes;
            nanos = Math.max(nanos, written);
            long one = root.relativize(each).toString().hashCode();
            one = one * 0x9E3779B97F4A7C15L + bytes;
            one = one * 0x9E3779B97F4A7C15L + written;
            one = one * 0x9E3779B97F4A7C15L + Objects.hashCode(key);
            digest += (one ^ (one >>> 31)) * 0xBF58476D1CE4E5B9L;
        }
    }
}
