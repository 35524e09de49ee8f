package io.rundown.host.internal.watch;

import io.rundown.host.internal.load.PluginFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is in the watched folders at one moment.
 *
 * @param files everything that has the form of a plugin; hidden files and folders are left out
 * @param unreadable folders that are not there or cannot be read: nothing is known of what is in them
 */
public record FolderListing(Map<Path, FileStamp> files, Set<Path> unreadable) {

    /** Looks into the folders. */
    public static FolderListing of(Collection<Path> folders) {
        Map<Path, FileStamp> files = new HashMap<>();
        Set<Path> unreadable = new HashSet<>();
        for (Path folder : folders) {
            Map<Path, FileStamp> found = new HashMap<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, FolderListing::counts)) {
                for (Path each : entries) {
                    FileStamp stamp = FileStamp.of(each);
                    if (stamp != null) {
                        found.put(each, stamp);
                    }
                }
                files.putAll(found);
            } catch (IOException | DirectoryIteratorException e) {
                unreadable.add(folder);
            }
        }
        return new FolderListing(Map.copyOf(files), Set.copyOf(unreadable));
    }

    private static boolean counts(Path path) {
        return !String.valueOf(path.getFileName()).startsWith(".") && PluginFiles.looksLikePlugin(path);
    }

    /** Whether nothing is known of a path. */
    boolean blindTo(Path path) {
        Path folder = path.getParent();
        return folder != null && unreadable.contains(folder);
    }
}
