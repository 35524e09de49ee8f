package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Makes private copies of plugins below one folder. Knows pf4j's three forms: a jar; a zip with {@code classes/} and
 * {@code lib/*.jar}, which is unpacked; and a folder laid out like the unpacked zip.
 */
public final class PluginFiles {

    private final Path folder;
    private final boolean development;
    private final AtomicInteger copies = new AtomicInteger();

    /**
     * Makes the copies below a folder.
     *
     * @param folder exists, and belongs to this object alone
     * @param development whether folders may be projects of Maven, Gradle or an IDE
     */
    public PluginFiles(Path folder, boolean development) {
        this.folder = folder;
        this.development = development;
    }

    /** Whether a path has the form of a plugin at all, going by its name only. */
    public static boolean looksLikePlugin(Path path) {
        return Files.isDirectory(path) || isJar(path) || isZip(path);
    }

    /**
     * Copies a plugin.
     *
     * @param source its jar, zip or folder
     * @throws PluginLoadException if there is no readable plugin there; nothing of the copy is left behind
     */
    public PrivateCopy copy(Path source) {
        Path root = newRoot(source);
        try {
            return copyTo(root, source);
        } catch (IOException e) {
            throw abandon(root, new PluginLoadException(source, "cannot be copied: " + inWords(e), e));
        } catch (PluginLoadException e) {
            throw abandon(root, e);
        }
    }

    /**
     * Copies what another generation runs from, whatever has become of the original since.
     *
     * @param copy still there
     * @throws PluginLoadException if it cannot be copied
     */
    public PrivateCopy copyAgain(PrivateCopy copy) {
        Path root = newRoot(copy.source());
        try {
            if (Files.isDirectory(copy.root())) {
                FileTrees.copy(copy.root(), root);
                return new PrivateCopy(copy.source(), root, folderClasspath(root));
            }
            Files.copy(copy.root(), root);
            return new PrivateCopy(copy.source(), root, List.of(root));
        } catch (IOException e) {
            throw abandon(root, new PluginLoadException(copy.source(), "cannot be copied: " + inWords(e), e));
        }
    }

    /** No two copies share a path: the JDK would share what it keeps about them. */
    private Path newRoot(Path source) {
        Path name = source.toAbsolutePath().normalize().getFileName();
        return folder.resolve(copies.incrementAndGet() + "-" + name);
    }

    private static PluginLoadException abandon(Path root, PluginLoadException failure) {
        try {
            FileTrees.delete(root);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private PrivateCopy copyTo(Path root, Path source) throws IOException {
        if (!Files.exists(source)) {
            throw new PluginLoadException(source, "there is no such file", null);
        }
        if (Files.isDirectory(source)) {
            if (development && DevelopmentFolders.isOne(source)) {
                DevelopmentFolders.copy(source, root);
            } else {
                FileTrees.copy(source, root);
            }
            return new PrivateCopy(source, root, folderClasspath(root));
        }
        if (isJar(source)) {
            Files.copy(source, root);
            requireArchive(root, source);
            return new PrivateCopy(source, root, List.of(root));
        }
        if (isZip(source)) {
            Path archive = Files.copy(source, root.resolveSibling(root.getFileName() + ".packed"));
            try {
                unpack(archive, source, root);
            } finally {
                Files.delete(archive);
            }
            return new PrivateCopy(source, root, unpackedClasspath(root));
        }
        throw new PluginLoadException(source, "is neither a .jar, nor a .zip, nor a folder", null);
    }

    private List<Path> folderClasspath(Path root) throws IOException {
        boolean project = development && DevelopmentFolders.isOne(root);
        return project ? DevelopmentFolders.classpath(root) : unpackedClasspath(root);
    }

    private static List<Path> unpackedClasspath(Path root) throws IOException {
        List<Path> classpath = new ArrayList<>();
        Path classes = root.resolve("classes");
        if (Files.isDirectory(classes)) {
            classpath.add(classes);
        }
        Path lib = root.resolve("lib");
        if (Files.isDirectory(lib)) {
            FileTrees.list(lib).stream().filter(PluginFiles::isJar).forEach(classpath::add);
        }
        return classpath;
    }

    /** The copy is read, so that a file that is being replaced meanwhile is judged by what will be loaded. */
    private static void requireArchive(Path copy, Path source) throws IOException {
        try (ZipFile zip = open(copy, source)) {
            zip.stream().forEach(entry -> requireInside(entry, copy, source));
        }
    }

    private static ZipFile open(Path copy, Path source) throws IOException {
        try {
            return new ZipFile(copy.toFile());
        } catch (IOException e) {
            throw new PluginLoadException(source, whyUnreadable(copy) + " (" + inWords(e) + ")", e);
        }
    }

    private static String whyUnreadable(Path copy) throws IOException {
        try (InputStream in = Files.newInputStream(copy)) {
            byte[] head = in.readNBytes(2);
            if (head.length == 0) {
                return "is empty";
            }
            boolean beginsLikeOne = head.length == 2 && head[0] == 'P' && head[1] == 'K';
            return beginsLikeOne ? "is a truncated or damaged archive" : "is not an archive";
        }
    }

    private static void unpack(Path archive, Path source, Path root) throws IOException {
        try (ZipFile zip = open(archive, source)) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = requireInside(entry, root, source);
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Path parent = target.getParent();
                    Files.createDirectories(parent == null ? root : parent);
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                }
            }
        }
    }

    private static Path requireInside(ZipEntry entry, Path root, Path source) {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root.normalize())) {
            throw new PluginLoadException(source, "its entry '" + entry.getName() + "' leaves the folder", null);
        }
        return target;
    }

    static boolean isJar(Path path) {
        return hasEnding(path, ".jar");
    }

    private static boolean isZip(Path path) {
        return hasEnding(path, ".zip");
    }

    private static boolean hasEnding(Path path, String ending) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** Some exceptions of the file system carry nothing but the path as their message. */
    private static String inWords(IOException e) {
        @Nullable String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
