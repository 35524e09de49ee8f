package io.rundown.host;

import io.rundown.host.internal.watch.FolderAlarm;
import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Keeps the plugins of a host as the files in some folders are, until it is closed: loads new files, reloads changed
 * ones, unloads plugins of which the file is gone, with the host's own policy.
 *
 * <p>A file counts once it has not changed for the quiet time that the builder sets, by its size, its time and its
 * identity; a folder, once nothing in it has. Files and folders whose names begin with a dot are left out. A file that
 * cannot be loaded is reported to the log once and in {@link #problems()}, changes nothing that serves, and is tried
 * again when it changes, or when a plugin that it depends on comes or changes.
 *
 * <p>A file that takes the place of another with the same plugin, whatever the two are called, is one reload. Of several
 * files with the same plugin the first serves, and another takes over when the first is removed. If a plugin does not go
 * when its file is removed, that is tried again after a second, and then at longer and longer intervals of up to a
 * minute. A watched folder that cannot be read changes nothing.
 *
 * <p>The folders are looked through every second, and at once when the system tells of a change. Each watch has one
 * thread of its own for that; what it does to plugins it does on others, so that a plugin that takes long keeps no other
 * waiting. All methods may be called from any thread.
 */
public final class PluginWatch implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Queue<PluginWatch> open;
    private final List<Path> folders;
    private final WatchActs acts;
    private final WatchLoop loop;
    private final FolderAlarm alarm;
    private final Duration whileUnsettled;

    private PluginWatch(PluginHost host, HostCore core, List<Path> folders, Queue<PluginWatch> open) {
        Duration quiet = core.settings().files().quietTime();
        Duration half = quiet.dividedBy(2);
        this.open = open;
        this.folders = List.copyOf(folders);
        this.acts = new WatchActs(host, act -> HostThreads.run("watched-change", act));
        this.loop = new WatchLoop(core, acts, this.folders, quiet, System::nanoTime);
        this.alarm = new FolderAlarm(this.folders);
        this.whileUnsettled = half.compareTo(SHORTEST) < 0 ? SHORTEST : half.compareTo(INTERVAL) > 0 ? INTERVAL : half;
    }

    /**
     * Begins to watch.
     *
     * @param open the host's watches, to which this one belongs until it is closed
     * @throws PluginLoadException if one of the folders is not there
     * @throws IllegalStateException if the host is closed
     */
    static PluginWatch begin(PluginHost host, HostCore core, List<Path> folders, Queue<PluginWatch> open) {
        String operation = "watch of " + folders;
        core.claims().requireOpen(operation);
        List<Path> real = new ArrayList<>();
        for (Path each : folders) {
            try {
                real.add(each.toRealPath());
            } catch (IOException e) {
                throw new PluginLoadException(each, "there is no such folder", e);
            }
            if (!Files.isDirectory(each)) {
                throw new PluginLoadException(each, "is no folder", null);
            }
        }
        PluginWatch watch = new PluginWatch(host, core, real, open);
        open.add(watch);
        try {
            // A closing host that has not seen this watch has closed the claims before.
            core.claims().requireOpen(operation);
        } catch (IllegalStateException e) {
            watch.close();
            throw e;
        }
        HostThreads.run("watch", watch::run);
        return watch;
    }

    private void run() {
        boolean going = true;
        while (going) {
            loop.step();
            try {
                going = alarm.await(loop.unsettled() ? whileUnsettled : INTERVAL);
            } catch (InterruptedException nobodyElseKnowsThisThread) {
                going = false;
            }
        }
    }

    /**
     * What is watched.
     *
     * @return the folders, by their real paths
     */
    public List<Path> folders() {
        return folders;
    }

    /**
     * The files that have settled and are not served, as of the last look.
     *
     * @return the reason by file; an unmodifiable snapshot
     */
    public Map<Path, String> problems() {
        return loop.problems();
    }

    /**
     * Ends the watching. The plugins stay as they are. Changes that have begun go on, and are not waited for; no other
     * begins. Idempotent. Closing the host does this first.
     */
    @Override
    public void close() {
        acts.close();
        alarm.close();
        open.remove(this);
    }
}
