package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes private copies of plugins below one folder. Knows pf4j's three forms: a jar; a zip with {@code classes/} and
 * {@code lib/*.jar}, which is unpacked; and a folder laid out like the unpacked zip.
 */
public final class PluginFiles {

    private final Path folder;
    private final Inspection inspection;
    private final long unpackLimit;
    private final FileCopier copier;
    private final boolean development;
    private final AtomicInteger copies = new AtomicInteger();

    /**
     * Makes the copies below a folder.
     *
     * @param folder exists, and belongs to this object alone
     * @param inspection judges every copy of an original
     * @param unpackLimit how many bytes a zip may have when unpacked
     * @param output where the bytes go
     * @param development whether folders may be projects of Maven, Gradle or an IDE
     */
    public PluginFiles(Path folder, Inspection inspection, long unpackLimit, CopyOutput output, boolean development) {
        this.folder = folder;
        this.inspection = inspection;
        this.unpackLimit = unpackLimit;
        this.copier = new FileCopier(output);
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
        } catch (IOException | RuntimeException | Error e) { // memory may run out, too
            throw abandon(root, refusal(source, e));
        }
    }

    /**
     * Copies what another generation runs from, whatever has become of the original since. These bytes have been
     * inspected before.
     *
     * @param copy still there
     * @throws PluginLoadException if it cannot be copied
     */
    public PrivateCopy copyAgain(PrivateCopy copy) {
        Path root = newRoot(copy.source());
        try {
            if (Files.isDirectory(copy.root())) {
                copier.copyTree(copy.root(), root);
                return new PrivateCopy(copy.source(), root, folderClasspath(root));
            }
            copier.copyFile(copy.root(), root);
            return new PrivateCopy(copy.source(), root, List.of(root));
        } catch (IOException | RuntimeException | Error e) { // memory may run out, too
            throw abandon(root, refusal(copy.source(), e));
        }
    }

    private static PluginLoadException refusal(Path source, Throwable e) {
        return e instanceof PluginLoadException known
                ? known
                : new PluginLoadException(source, "cannot be copied: " + inWords(e), e);
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
                DevelopmentFolders.copy(source, root, copier);
            } else {
                copier.copyTree(source, root);
            }
            inspection.inspect(source, root);
            return new PrivateCopy(source, root, folderClasspath(root));
        }
        if (!isJar(source) && !isZip(source)) {
            throw new PluginLoadException(source, "is neither a .jar, nor a .zip, nor a folder", null);
        }
        if (!Files.isRegularFile(source)) { // a pipe would not end
            throw new PluginLoadException(source, "is neither a file nor a folder", null);
        }
        return isJar(source) ? copyJar(root, source) : copyZip(root, source);
    }

    private PrivateCopy copyJar(Path root, Path source) throws IOException {
        copier.copyFile(source, root);
        inspection.inspect(source, root);
        new Archive(root, source).requireSound();
        return new PrivateCopy(source, root, List.of(root));
    }

    private PrivateCopy copyZip(Path root, Path source) throws IOException {
        Path packed = root.resolveSibling(root.getFileName() + ".packed");
        try {
            copier.copyFile(source, packed);
            inspection.inspect(source, packed);
            Files.createDirectory(root);
            new Archive(packed, source).unpack(root, copier, unpackLimit);
        } finally {
            Files.deleteIfExists(packed);
        }
        return new PrivateCopy(source, root, unpackedClasspath(root));
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
    static String inWords(Throwable e) {
        @Nullable String message = e.getMessage();
        if (message != null && e.getClass() == IOException.class) {
            return message;
        }
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
