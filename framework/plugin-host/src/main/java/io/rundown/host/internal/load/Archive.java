package io.rundown.host.internal.load;

import io.rundown.host.internal.load.FileCopier.LimitExceededException;
import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar or zip whose content is not trusted. The copy is read, so that a file that is being replaced meanwhile is judged
 * by what will be loaded.
 */
final class Archive {

    /** What a file takes at the least, so that a limit in bytes bounds the number of entries as well. */
    private static final long BLOCK = 4096;

    private final Path copy;
    private final Path source;

    /**
     * Takes an archive.
     *
     * @param copy to be read
     * @param source for error messages
     */
    Archive(Path copy, Path source) {
        this.copy = copy;
        this.source = source;
    }

    /**
     * Checks an archive that will be read as it is.
     *
     * @throws PluginLoadException if it is damaged or its entries are not what they should be
     */
    void requireSound() throws IOException {
        try (ZipFile zip = open()) {
            Set<String> names = new HashSet<>();
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                requireInside(entry);
                if (!names.add(entry.getName()) && !entry.isDirectory()) {
                    throw refusal(entry, "is there twice");
                }
            }
        }
    }

    /**
     * Unpacks into a folder.
     *
     * @param limit what comes out may have so many bytes, every entry counting as a block at the least
     * @throws PluginLoadException if it is damaged, too large, or its entries are not what they should be
     */
    void unpack(Path root, FileCopier copier, long limit) throws IOException {
        long left = limit;
        try (ZipFile zip = open()) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                try {
                    left -= Math.max(BLOCK, unpack(zip, entry, target(entry, root), copier, left));
                } catch (FileAlreadyExistsException e) {
                    throw refusal(entry, "is there twice, or both as a file and as a folder");
                } catch (LimitExceededException e) {
                    left = -1;
                }
                if (left < 0) {
                    throw new PluginLoadException(
                            source,
                            "takes more than " + limit + " bytes when unpacked; if it is meant to, raise the host's"
                                    + " unpackLimit",
                            null);
                }
            }
        }
    }

    private static long unpack(ZipFile zip, ZipEntry entry, Path target, FileCopier copier, long limit)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return 0;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return copier.write(in, target, limit);
        }
    }

    private Path target(ZipEntry entry, Path root) {
        requireInside(entry);
        if (entry.getName().indexOf('\\') >= 0) {
            throw refusal(
                    entry,
                    "has a backslash in its name, which separates folders on some systems only; pack it with '/'");
        }
        try {
            return root.resolve(entry.getName()).normalize();
        } catch (InvalidPathException e) {
            throw refusal(entry, "has a name that no file can have here: " + e.getReason());
        }
    }

    /** On every system alike: no absolute name, no drive, no way up past the beginning. */
    private void requireInside(ZipEntry entry) {
        String name = entry.getName().replace('\\', '/');
        boolean leaves = name.startsWith("/") || name.matches("(?s)[A-Za-z]:.*");
        int depth = 0;
        for (String step : name.split("/", -1)) {
            depth += switch (step) {
                case "", "." -> 0;
                case ".." -> -1;
                default -> 1;
            };
            leaves |= depth < 0;
        }
        if (leaves) {
            throw refusal(entry, "leaves the folder");
        }
    }

    private PluginLoadException refusal(ZipEntry entry, String why) {
        return new PluginLoadException(source, "its entry '" + entry.getName() + "' " + why, null);
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(copy.toFile());
        } catch (IOException e) {
            throw new PluginLoadException(source, whyUnreadable() + " (" + PluginFiles.inWords(e) + ")", e);
        }
    }

    private String whyUnreadable() throws IOException {
        try (InputStream in = Files.newInputStream(copy)) {
            byte[] head = in.readNBytes(2);
            if (head.length == 0) {
                return "is empty";
            }
            boolean beginsLikeOne = head.length == 2 && head[0] == 'P' && head[1] == 'K';
            return beginsLikeOne ? "is a truncated or damaged archive" : "is not an archive";
        }
    }
}
