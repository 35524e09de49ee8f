package io.rundown.host.internal.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one running host. A lock on a file in it says that its host lives; the system lets go of the lock when
 * the process ends, however it ends. A folder whose lock can be taken belongs to nobody.
 *
 * <p>A process must not so much as open the lock file of a host of its own: on many systems, closing any channel of a
 * file gives up all locks that the process has on it. So the name of the folder says which run of the virtual machine
 * made it.
 *
 * <p>A folder is made before it is locked. Whoever takes it for an orphan in between deletes its lock file while holding
 * the lock; its maker sees that, and makes another.
 */
public final class HostFolder {

    private static final String LOCK = ".lock";

    /** Process ids come again, above all in containers; the time of the start tells the runs apart. */
    private static final String THIS_RUN = ProcessHandle.current().pid() + "-"
            + Long.toString(ManagementFactory.getRuntimeMXBean().getStartTime(), Character.MAX_RADIX) + "-";

    private final Path parent;
    private final String prefix;
    private final Path path;

    /** Open as long as the folder is in use. */
    private final FileChannel lock;

    private HostFolder(Path parent, String prefix, Path path, FileChannel lock) {
        this.parent = parent;
        this.prefix = prefix;
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes a folder and holds it until it is {@linkplain #delete deleted} or the process ends.
     *
     * @param parent exists
     * @param prefix how the names of all hosts' folders there begin
     * @throws IOException if it cannot be made or locked
     */
    public static HostFolder make(Path parent, String prefix) throws IOException {
        while (true) {
            Path path = Files.createTempDirectory(parent, prefix + THIS_RUN);
            Path lockFile = path.resolve(LOCK);
            FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                if (lock.tryLock() != null && Files.exists(lockFile)) {
                    return new HostFolder(parent, prefix, path, lock);
                }
            } catch (IOException e) {
                lock.close();
                FileTrees.delete(path);
                throw new IOException("'" + lockFile + "' cannot be locked: " + e.getMessage(), e);
            }
            lock.close();
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Deletes the folder with all that is in it and lets go of the lock. What cannot be deleted is left to the next run.
     *
     * @throws IOException if something of it cannot be deleted
     */
    public void delete() throws IOException {
        try (lock) {
            deleteContent(path);
        }
        Files.delete(path);
    }

    /**
     * What became of folders that nobody holds.
     *
     * @param removed how many are gone
     * @param failures one for each that could not be looked at or deleted
     */
    public record CleanUp(int removed, List<IOException> failures) {}

    /** Deletes the folders beside this one that hosts of other runs left behind when they crashed. */
    public CleanUp removeOrphans() {
        int removed = 0;
        List<IOException> failures = new ArrayList<>();
        for (Path each : foldersOfOtherRuns(failures)) {
            try {
                removed += removeIfOrphaned(each) ? 1 : 0;
            } catch (IOException e) {
                failures.add(new IOException("'" + each + "': " + PluginFiles.inWords(e), e));
            }
        }
        return new CleanUp(removed, List.copyOf(failures));
    }

    private List<Path> foldersOfOtherRuns(List<IOException> failures) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, HostFolder::isFolder)) {
            for (Path each : all) {
                String name = String.valueOf(each.getFileName());
                if (name.startsWith(prefix) && !name.startsWith(prefix + THIS_RUN)) {
                    found.add(each);
                }
            }
        } catch (IOException | RuntimeException e) {
            failures.add(new IOException("'" + parent + "' cannot be read: " + e, e));
        }
        return found;
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** A folder without a lock file is not known to be a host's, and one of another user is left to him. */
    private boolean removeIfOrphaned(Path folder) throws IOException {
        Path lockFile = folder.resolve(LOCK);
        if (!ownedAlike(folder) || !Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            if (!taken(channel)) {
                return false;
            }
            deleteContent(folder);
        }
        return Files.deleteIfExists(folder);
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private boolean ownedAlike(Path folder) throws IOException {
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path));
        } catch (UnsupportedOperationException noOwnersHere) {
            return true;
        }
    }

    /** The lock file last, so that a folder which cannot be deleted now is known for an orphan the next time. */
    private static void deleteContent(Path folder) throws IOException {
        @Nullable IOException first = null;
        for (Path each : FileTrees.list(folder)) {
            if (!each.endsWith(LOCK)) {
                try {
                    FileTrees.delete(each);
                } catch (IOException e) {
                    first = first == null ? e : first;
                }
            }
        }
        if (first != null) {
            throw first;
        }
        Files.deleteIfExists(folder.resolve(LOCK));
    }
}
