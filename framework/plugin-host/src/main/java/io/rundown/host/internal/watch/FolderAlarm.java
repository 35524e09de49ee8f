package io.rundown.host.internal.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a wait early when something happens in a folder, where the system can tell. It need not: whoever waits looks for
 * himself afterwards. For one thread that waits, and any that closes.
 */
public final class FolderAlarm implements AutoCloseable {

    /** Between two alarms, so that a file being written does not have everything looked at for each of its blocks. */
    private static final Duration BREATH = Duration.ofMillis(50);

    private final List<Path> folders;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final @Nullable WatchService service;

    /** Used by the waiting thread only. */
    private final Map<Path, WatchKey> keys = new HashMap<>();

    /** Begins to listen, if the system lets it. */
    public FolderAlarm(List<Path> folders) {
        this.folders = folders;
        this.service = newService();
        register();
    }

    private static @Nullable WatchService newService() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException none) {
            return null;
        }
    }

    /** A folder that was replaced by another of the same name has to be registered anew. */
    private void register() {
        if (service == null) {
            return;
        }
        for (Path folder : folders) {
            WatchKey known = keys.get(folder);
            if (known == null || !known.isValid()) {
                try {
                    keys.put(
                            folder,
                            folder.register(
                                    service,
                                    StandardWatchEventKinds.ENTRY_CREATE,
                                    StandardWatchEventKinds.ENTRY_MODIFY,
                                    StandardWatchEventKinds.ENTRY_DELETE));
                } catch (IOException | RuntimeException notNow) {
                    keys.remove(folder);
                }
            }
        }
    }

    /**
     * Waits.
     *
     * @return false if it has been closed
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean await(Duration atMost) throws InterruptedException {
        if (service == null) {
            return !closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
        register();
        try {
            WatchKey key = service.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (key == null) {
                return true;
            }
            boolean open = !closed.await(BREATH.toNanos(), TimeUnit.NANOSECONDS);
            for (WatchKey each = key; each != null; each = service.poll()) {
                each.pollEvents();
                each.reset();
            }
            return open;
        } catch (ClosedWatchServiceException e) {
            return false;
        }
    }

    /** Ends the wait. Idempotent. */
    @Override
    public void close() {
        closed.countDown();
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
