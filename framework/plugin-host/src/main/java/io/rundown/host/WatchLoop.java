package io.rundown.host;

import io.rundown.host.internal.watch.FileStamp;
import io.rundown.host.internal.watch.FolderListing;
import io.rundown.host.internal.watch.Settling;
import io.rundown.host.internal.watch.Settling.Presence;
import io.rundown.host.internal.watch.WatchPlan;
import io.rundown.host.internal.watch.WatchedFile;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.PluginLoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.pf4j.PluginDependency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the plugins of a host as the files in some folders are: looks, waits until files have settled, plans, acts. Used
 * by one thread, which calls {@link #step()} again and again; what comes of the acts arrives there as well.
 */
final class WatchLoop {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostCore core;
    private final List<Path> folders;
    private final LongSupplier clock;
    private final Settling settling;
    private final WatchActs acts;
    private final Map<Path, WatchedFile> files = new TreeMap<>();
    private final FolderNotes notes = new FolderNotes();

    /** Published by the one thread after each step, read by any. */
    private volatile Map<Path, String> problems = Map.of();

    /**
     * Knows from the start what has been loaded from there before.
     *
     * @param folders as {@link #realPath} has them
     * @param quiet how long a file must not change before it counts
     * @param clock nanoseconds
     */
    WatchLoop(HostCore core, WatchActs acts, List<Path> folders, Duration quiet, LongSupplier clock) {
        this.core = core;
        this.acts = acts;
        this.folders = folders;
        this.clock = clock;
        this.settling = new Settling(quiet.toNanos());
        FolderListing listing = FolderListing.of(folders);
        settling.look(listing, clock.getAsLong());
        for (GenerationStatus each : core.status().current()) {
            Path path = realPath(each.file());
            FileStamp stamp = listing.files().get(path);
            if (stamp != null) {
                files.put(
                        path,
                        WatchedFile.fresh(path, stamp, each.pluginId(), each.dependsOn())
                                .served());
            }
        }
    }

    /** The one name of a file in a folder, through whatever links it was named. */
    static Path realPath(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null) {
            return absolute;
        }
        try {
            return folder.toRealPath().resolve(absolute.getFileName());
        } catch (IOException notThere) {
            return absolute;
        }
    }

    /** Looks once and does what is to be done. Never throws. */
    void step() {
        try {
            acts.results().forEach(each -> each.applyTo(this));
            look();
            identify();
            act();
            acts.results().forEach(each -> each.applyTo(this));
            problems = files.values().stream()
                    .filter(each -> !each.problem().isEmpty())
                    .collect(Collectors.toUnmodifiableMap(WatchedFile::path, WatchedFile::problem));
        } catch (RuntimeException | Error e) { // the next look may find something else
            log.error("Watching {} failed for once; going on", folders, e);
        }
    }

    /** Whether there is something to come back to soon. */
    boolean unsettled() {
        return !settling.atRest() || acts.anyBusy();
    }

    Map<Path, String> problems() {
        return problems;
    }

    // ------------------------------------------------------------------------ looking

    private void look() {
        FolderListing listing = FolderListing.of(folders);
        notes.tell(listing.unreadable());
        settling.look(listing, clock.getAsLong());
        servingFiles().values().stream().filter(this::isWatched).forEach(settling::expect);
        files.keySet().removeIf(each -> settling.presence(each) == Presence.GONE);
    }

    /** Has the host look into every file that is new or has changed, as it would to load it. */
    private void identify() {
        for (Path path : settling.paths()) {
            FileStamp stamp = settling.settled(path);
            WatchedFile known = files.get(path);
            if (stamp != null && (known == null || !known.stamp().equals(stamp)) && !acts.isBusy(path)) {
                files.put(path, identified(path, stamp));
            }
        }
    }

    private WatchedFile identified(Path path, FileStamp stamp) {
        try {
            Candidate candidate = core.stage(path);
            candidate.discard();
            List<String> needs = candidate.descriptor().getDependencies().stream()
                    .map(PluginDependency::getPluginId)
                    .toList();
            return WatchedFile.fresh(path, stamp, candidate.id(), needs);
        } catch (PluginLoadException e) {
            log.warn("A watched file is no plugin and changes nothing: {}", e.getMessage());
            return WatchedFile.bad(path, stamp, e.reason());
        } catch (RuntimeException | Error e) { // one bad file must not keep the others
            log.warn("The watched file '{}' cannot be looked into and changes nothing", path, e);
            return WatchedFile.bad(path, stamp, Failure.of(e).toString());
        }
    }

    // ------------------------------------------------------------------------ acting

    private void act() {
        Map<String, Integer> generations = generations();
        files.replaceAll((path, each) -> each.ripe(generations) && !acts.isBusy(path) ? each.again() : each);
        List<WatchedFile> settled = files.values().stream()
                .filter(each -> each.stamp().equals(settling.settled(each.path())))
                .toList();
        Map<String, Path> serving = servingFiles();
        WatchPlan plan = WatchPlan.of(settled, serving, this::presence, acts.busyPlugins());
        for (WatchedFile each : plan.duplicates()) {
            log.warn("The watched file '{}' is left alone: {}", each.path(), each.problem());
            files.put(each.path(), each);
        }
        acts.forgetRetries(Set.copyOf(plan.unloads()));
        plan.groups().forEach(each -> acts.change(each, generations));
        plan.unloads().forEach(each -> acts.unload(each, clock.getAsLong()));
    }

    private Presence presence(Path path) {
        if (isWatched(path)) {
            return settling.presence(path);
        }
        return Files.exists(path) ? Presence.THERE : Presence.UNKNOWN;
    }

    private boolean isWatched(Path path) {
        return folders.contains(path.getParent());
    }

    private Map<String, Path> servingFiles() {
        Map<String, Path> serving = new HashMap<>();
        core.world()
                .current()
                .forEach((id, each) -> serving.put(id, realPath(each.copy().source())));
        return serving;
    }

    Map<String, Integer> generations() {
        Map<String, Integer> generations = new HashMap<>();
        core.world()
                .current()
                .forEach((id, each) -> generations.put(id, each.gate().generation()));
        return generations;
    }

    // ------------------------------------------------------------------------ what came of it

    /** Takes what became of a file, unless it has changed again since. */
    void became(WatchedFile after) {
        WatchedFile known = files.get(after.path());
        if (known != null && known.stamp().equals(after.stamp())) {
            files.put(after.path(), after);
        }
    }

    /** Plugins that had to go with another come back with it. */
    void wentAlong(String with, List<String> ids) {
        Map<String, Integer> generations = generations();
        for (WatchedFile each : new ArrayList<>(files.values())) {
            if (ids.contains(each.id()) && each.standing() == WatchedFile.Standing.SERVED) {
                files.put(each.path(), each.refused("was unloaded together with plugin '" + with + "'", generations));
            }
        }
    }
}
