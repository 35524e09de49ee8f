package io.rundown.host;

import io.rundown.host.internal.watch.WatchPlan;
import io.rundown.host.internal.watch.WatchedFile;
import io.rundown.host.model.Durations;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a watch has planned, each act on a thread of its own, so that a plugin that does not drain or start keeps
 * no other. All methods are called by the watch's one thread; the acts only add to {@link #arrived}.
 */
final class WatchActs {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    private final PluginHost host;
    private final Executor executor;
    private final Set<String> busyPlugins = new HashSet<>();
    private final Set<Path> busyFiles = new HashSet<>();
    private final Map<String, Retry> retries = new HashMap<>();

    /** Filled by the threads that act, emptied by the watch's. */
    private final Queue<Result> arrived = new ConcurrentLinkedQueue<>();

    /** Set once by any thread; an act that has not begun then does not begin. */
    private volatile boolean closed;

    WatchActs(PluginHost host, Executor executor) {
        this.host = host;
        this.executor = executor;
    }

    /** What came of an act, to be applied on the watch's thread. */
    @FunctionalInterface
    interface Result {
        void applyTo(WatchLoop loop);
    }

    /** When to try again to unload a plugin that did not go. */
    private record Retry(long at, Duration delay) {}

    void close() {
        closed = true;
    }

    boolean isBusy(Path file) {
        return busyFiles.contains(file);
    }

    Set<String> busyPlugins() {
        return Set.copyOf(busyPlugins);
    }

    boolean anyBusy() {
        return !busyPlugins.isEmpty();
    }

    /** What has come of acts since it was asked last. */
    List<Result> results() {
        List<Result> taken = new ArrayList<>();
        for (Result each = arrived.poll(); each != null; each = arrived.poll()) {
            taken.add(each);
        }
        return taken;
    }

    // ------------------------------------------------------------------------ the acts

    /**
     * Loads and reloads files that are linked to each other.
     *
     * @param generations of the plugins that are loaded now
     */
    void change(WatchPlan.Group group, Map<String, Integer> generations) {
        Set<String> ids = new HashSet<>();
        Set<Path> paths = new HashSet<>();
        for (WatchedFile each : group.files()) {
            ids.add(each.id());
            paths.add(each.path());
        }
        run(
                ids,
                paths,
                () -> {
                    if (group.reloads().isEmpty()) {
                        return load(group.loads(), generations);
                    }
                    return group.files().size() > 1 && applied(group)
                            ? loop -> group.files().forEach(each -> loop.became(each.served()))
                            : oneByOne(group, generations);
                },
                why -> loop -> group.files().forEach(each -> loop.became(each.refused(why, generations))));
    }

    /** As one change: none of them may be able to do without the new version of another. */
    private boolean applied(WatchPlan.Group group) {
        HostChange change = HostChange.begin();
        for (WatchedFile each : group.loads()) {
            change = change.load(each.path());
        }
        for (WatchedFile each : group.reloads()) {
            change = change.reload(each.id(), each.path());
        }
        try {
            return host.apply(change).applied();
        } catch (UnknownPluginException unloadedMeanwhile) {
            return false;
        }
    }

    /** So that one that is bad does not keep the others. */
    private Result oneByOne(WatchPlan.Group group, Map<String, Integer> generations) {
        List<Result> results = new ArrayList<>();
        if (!group.loads().isEmpty()) {
            results.add(load(group.loads(), generations));
        }
        group.reloads().forEach(each -> results.add(reload(each, generations)));
        return loop -> results.forEach(each -> each.applyTo(loop));
    }

    /** Together, so that their order does not matter. */
    private Result load(List<WatchedFile> fresh, Map<String, Integer> generations) {
        LoadReport report = host.load(fresh.stream().map(WatchedFile::path).toList());
        Map<String, Integer> afterwards = new HashMap<>(generations);
        for (LoadedPlugin each : report.loaded()) {
            afterwards.put(each.id(), each.generation());
        }
        Map<Path, String> reasons = new HashMap<>();
        for (PluginLoadException each : report.failures()) {
            reasons.put(each.file(), each.reason());
        }
        fresh.stream()
                .filter(each -> report.disabled().contains(each.id()))
                .forEach(each -> reasons.put(each.path(), "it is disabled"));
        return loop -> fresh.forEach(each -> {
            String reason = reasons.get(each.path());
            loop.became(reason == null ? each.served() : each.refused(reason, afterwards));
        });
    }

    private Result reload(WatchedFile fresh, Map<String, Integer> generations) {
        try {
            ReloadReport report = host.reload(fresh.id(), fresh.path());
            Failure failure = report.failure();
            WatchedFile after = failure == null ? fresh.served() : fresh.refused(failure.message(), generations);
            return loop -> loop.became(after);
        } catch (UnknownPluginException unloadedMeanwhile) {
            return loop -> {}; // still fresh: the next step loads it
        }
    }

    /**
     * Unloads a plugin of which the file is gone, unless that was tried not long ago.
     *
     * @param now the watch's clock
     */
    void unload(String id, long now) {
        Retry last = retries.get(id);
        if (last != null && now - last.at < 0) {
            return;
        }
        Duration delay = last == null ? FIRST_DELAY : shorter(last.delay.multipliedBy(2), LONGEST_DELAY);
        retries.put(id, new Retry(now + delay.toNanos(), delay));
        run(
                Set.of(id),
                Set.of(),
                () -> {
                    try {
                        UnloadReport report = host.unload(id);
                        if (!report.unloaded()) {
                            log.warn(
                                    "The watched file of plugin '{}' is gone, but the plugin did not go: {}; trying again in {}",
                                    id,
                                    report.plugin(),
                                    Durations.inWords(delay));
                        }
                        return loop -> unloaded(loop, report);
                    } catch (UnknownPluginException goneByItself) {
                        return loop -> retries.remove(id);
                    }
                },
                why -> loop -> {});
    }

    private void unloaded(WatchLoop loop, UnloadReport report) {
        if (report.unloaded()) {
            retries.remove(report.pluginId());
        }
        loop.wentAlong(
                report.pluginId(),
                report.generations().stream()
                        .filter(GenerationUnload::gone)
                        .map(GenerationUnload::pluginId)
                        .filter(each -> !each.equals(report.pluginId()))
                        .toList());
    }

    /** A plugin of which the file is there again may go at once the next time. */
    void forgetRetries(Set<String> stillToGo) {
        retries.keySet().removeIf(each -> !stillToGo.contains(each) && !busyPlugins.contains(each));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    // ------------------------------------------------------------------------ running them

    /** An operation of the host's. */
    private interface Act {
        Result run();
    }

    private void run(Set<String> ids, Set<Path> paths, Act act, Function<String, Result> ifItFails) {
        busyPlugins.addAll(ids);
        busyFiles.addAll(paths);
        Runnable body = () -> {
            Result whatCame = closed ? loop -> {} : outcome(ids, act, ifItFails);
            arrived.add(loop -> {
                busyPlugins.removeAll(ids);
                busyFiles.removeAll(paths);
                whatCame.applyTo(loop);
            });
        };
        try {
            executor.execute(body);
        } catch (RuntimeException | Error noThread) { // the next look tries again
            busyPlugins.removeAll(ids);
            busyFiles.removeAll(paths);
            throw noThread;
        }
    }

    private Result outcome(Set<String> ids, Act act, Function<String, Result> ifItFails) {
        try {
            return act.run();
        } catch (RuntimeException | Error e) { // one bad plugin must not keep the others
            report(ids, e);
            return ifItFails.apply(Failure.of(e).toString());
        }
    }

    private void report(Set<String> ids, Throwable failure) {
        if (failure instanceof IllegalStateException && closed) {
            log.debug("The host was closed before a watched change of {} was done", ids);
        } else {
            log.warn("A watched change of {} failed", ids, failure);
        }
    }
}
