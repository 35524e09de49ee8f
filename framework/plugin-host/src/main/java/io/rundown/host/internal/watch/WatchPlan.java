package io.rundown.host.internal.watch;

import io.rundown.host.internal.watch.Settling.Presence;
import io.rundown.host.internal.watch.WatchedFile.Standing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about all that has happened to the watched files, plugin by plugin. So a file that comes in place
 * of another with the same plugin is one reload, whatever the two are called.
 */
public final class WatchPlan {

    private final List<WatchedFile> loads = new ArrayList<>();
    private final List<WatchedFile> reloads = new ArrayList<>();
    private final List<String> unloads = new ArrayList<>();
    private final List<WatchedFile> duplicates = new ArrayList<>();

    private WatchPlan() {}

    /** Where files are. */
    @FunctionalInterface
    public interface Whereabouts {
        Presence of(Path path);
    }

    /**
     * Makes the plan.
     *
     * @param files all that are there and have settled
     * @param serving the file of every plugin that is loaded
     * @param where the files are
     * @param busy plugins that are being changed: they have to wait
     */
    public static WatchPlan of(
            Collection<WatchedFile> files, Map<String, Path> serving, Whereabouts where, Set<String> busy) {
        Map<String, List<WatchedFile>> byId = new LinkedHashMap<>();
        files.stream()
                .filter(each -> !each.id().isEmpty())
                .sorted(Comparator.comparing(WatchedFile::path))
                .forEach(each ->
                        byId.computeIfAbsent(each.id(), id -> new ArrayList<>()).add(each));
        Set<String> ids = new TreeSet<>(byId.keySet());
        ids.addAll(serving.keySet());
        ids.removeAll(busy);
        WatchPlan plan = new WatchPlan();
        for (String id : ids) {
            List<WatchedFile> mine = byId.getOrDefault(id, List.of());
            Path from = serving.get(id);
            if (from == null) {
                plan.addAway(mine);
            } else {
                plan.addServing(id, from, mine, presence(from, id, files, where));
            }
        }
        return plan;
    }

    /** A file that has got another plugin in the meantime is gone as far as this one is concerned. */
    private static Presence presence(Path from, String id, Collection<WatchedFile> files, Whereabouts where) {
        boolean otherPlugin = files.stream()
                .anyMatch(each -> each.path().equals(from)
                        && !each.id().isEmpty()
                        && !each.id().equals(id));
        return otherPlugin ? Presence.GONE : where.of(from);
    }

    private void addAway(List<WatchedFile> mine) {
        WatchedFile first = firstOf(mine, Standing.FRESH);
        if (first != null) {
            loads.add(first);
            addDuplicates(mine, first.path());
        }
    }

    private void addServing(String id, Path from, List<WatchedFile> mine, Presence presence) {
        WatchedFile own = mine.stream()
                .filter(each -> each.path().equals(from) && each.standing() == Standing.FRESH)
                .findFirst()
                .orElse(null);
        if (own != null) {
            reloads.add(own);
            addDuplicates(mine, from);
        } else if (presence == Presence.THERE) {
            addDuplicates(mine, from);
        } else if (presence != Presence.LEAVING) {
            addReplaced(id, mine, presence);
        }
    }

    /** The file that the plugin came from is gone. One that was refused in its place leaves it serving. */
    private void addReplaced(String id, List<WatchedFile> mine, Presence presence) {
        WatchedFile next = firstOf(mine, Standing.FRESH);
        if (next == null && presence == Presence.GONE) {
            next = firstOf(mine, Standing.DUPLICATE);
        }
        if (next != null) {
            reloads.add(next);
            addDuplicates(mine, next.path());
        } else if (mine.isEmpty() && presence == Presence.GONE) {
            unloads.add(id);
        }
    }

    private void addDuplicates(List<WatchedFile> mine, Path taken) {
        mine.stream()
                .filter(each ->
                        each.standing() == Standing.FRESH && !each.path().equals(taken))
                .map(each -> each.duplicateOf(taken))
                .forEach(duplicates::add);
    }

    private static @Nullable WatchedFile firstOf(List<WatchedFile> mine, Standing standing) {
        return mine.stream()
                .filter(each -> each.standing() == standing)
                .findFirst()
                .orElse(null);
    }

    /**
     * Files of which each needs another's plugin, or the other way round, directly or not.
     *
     * @param loads plugins that are not loaded
     * @param reloads plugins that are
     */
    public record Group(List<WatchedFile> loads, List<WatchedFile> reloads) {

        /** All of them. */
        public List<WatchedFile> files() {
            return Stream.concat(loads.stream(), reloads.stream()).toList();
        }
    }

    /** All that is to be loaded or reloaded, such that groups have nothing to do with each other. */
    public List<Group> groups() {
        List<WatchedFile> left = new ArrayList<>(loads);
        left.addAll(reloads);
        List<Group> groups = new ArrayList<>();
        while (!left.isEmpty()) {
            List<WatchedFile> linked = new ArrayList<>(List.of(left.remove(0)));
            for (int i = 0; i < linked.size(); i++) {
                WatchedFile one = linked.get(i);
                List<WatchedFile> more =
                        left.stream().filter(each -> areLinked(one, each)).toList();
                linked.addAll(more);
                left.removeAll(more);
            }
            groups.add(new Group(
                    linked.stream().filter(loads::contains).toList(),
                    linked.stream().filter(reloads::contains).toList()));
        }
        return groups;
    }

    private static boolean areLinked(WatchedFile one, WatchedFile other) {
        return one.needs().contains(other.id()) || other.needs().contains(one.id());
    }

    /** Plugins that are not loaded, one file each. */
    public List<WatchedFile> loads() {
        return loads;
    }

    /** Plugins that are loaded, one file each. */
    public List<WatchedFile> reloads() {
        return reloads;
    }

    /** Ids of plugins of which the file is gone. */
    public List<String> unloads() {
        return unloads;
    }

    /** Files to be left alone, with the reason. */
    public List<WatchedFile> duplicates() {
        return duplicates;
    }
}
