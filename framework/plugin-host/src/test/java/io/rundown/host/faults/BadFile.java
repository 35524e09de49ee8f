package io.rundown.host.faults;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The plugin's file fails while it is read or copied. */
enum BadFile implements Fault {
    THE_FILE_IS_GONE {
        @Override
        Path make(Path folder, Path good) {
            return folder.resolve("gone.jar");
        }
    },
    A_FILE_VANISHES_WHILE_THE_FOLDER_IS_COPIED {
        @Override
        Path make(Path folder, Path good) throws IOException {
            return unpackedWith(folder, good, folder.resolve("gone"));
        }
    },
    /** Half of the folder is copied then, as when the disk is full. */
    THE_DISK_FAILS_WHILE_THE_FOLDER_IS_COPIED {
        @Override
        Path make(Path folder, Path good) throws IOException {
            // On Linux this is a file that can be opened and not read.
            return unpackedWith(folder, good, Path.of("/proc/self/mem"));
        }
    },
    /** Half of the archive is unpacked then. */
    THE_ARCHIVE_BREAKS_OFF {
        @Override
        Path make(Path folder, Path good) throws IOException {
            byte[] bytes = Files.readAllBytes(good);
            // The directory at the end stays whole; the data of the last file does not.
            for (int i = bytes.length / 2; i < bytes.length * 3 / 4; i++) {
                bytes[i] = 0;
            }
            return Files.write(folder.resolve("damaged.zip"), bytes);
        }
    },
    THE_FILE_SYSTEM_IS_CLOSED {
        @Override
        Path make(Path folder, Path good) throws IOException {
            try (FileSystem closed = FileSystems.newFileSystem(good)) {
                return closed.getPath("plugin.jar");
            }
        }
    };

    abstract Path make(Path folder, Path good) throws IOException;

    private static Path unpackedWith(Path folder, Path good, Path target) throws IOException {
        Path root = Files.createTempDirectory(folder, "unpacked-");
        try (FileSystem jar = FileSystems.newFileSystem(good)) {
            Files.createDirectories(root.resolve("classes/META-INF"));
            Files.copy(jar.getPath("META-INF/MANIFEST.MF"), root.resolve("classes/META-INF/MANIFEST.MF"));
        }
        Files.createSymbolicLink(root.resolve("classes/zzz"), target);
        return root;
    }

    @Override
    public Set<Operation> breaks() {
        return EnumSet.of(Operation.LOAD, Operation.RELOAD, Operation.CHANGE);
    }

    @Override
    public void arm(Bench bench) throws IOException {
        bench.useFile(make(bench.folder(), bench.anyGoodFile()));
    }

    @Override
    public void disarm(Bench bench) {
        bench.useFile(null);
    }
}
