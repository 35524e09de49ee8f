package io.rundown.leak;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A path, and what tells it from others.
 *
 * @param path the path
 * @param place the same for everything that is in the same place
 * @param thread the id of the thread that it is about, or 0
 */
record Told(LeakPath path, String place, long thread) {

    /** If the thread ends, everything else that it holds goes, too. */
    private static final Set<LeakKind> END_THE_THREAD = EnumSet.of(
            LeakKind.RUNNING_THREAD,
            LeakKind.TIMER,
            LeakKind.EXECUTOR,
            LeakKind.SCHEDULED_EXECUTOR,
            LeakKind.FORK_JOIN);

    static List<LeakPath> withoutRepetitions(List<Told> all) {
        Map<Long, Told> ending = new HashMap<>();
        Map<Long, Integer> shortest = new HashMap<>();
        for (Told each : all) {
            shortest.merge(each.thread, each.path.length(), Math::min);
            if (each.thread != 0 && END_THE_THREAD.contains(each.path.kind())) {
                ending.putIfAbsent(each.thread, each);
            }
        }
        Map<String, LeakPath> byPlace = new LinkedHashMap<>();
        for (Told each : all) {
            Told end = ending.get(each.thread);
            if (end == null) {
                byPlace.merge(each.place, each.path, Told::together);
            } else if (end.equals(each)) {
                byPlace.merge(
                        each.place,
                        each.path.ofLength(shortest.getOrDefault(each.thread, each.path.length())),
                        Told::together);
            }
        }
        return List.copyOf(byPlace.values());
    }

    private static LeakPath together(LeakPath first, LeakPath other) {
        return first.ofLength(Math.min(first.length(), other.length())).with(1 + other.alike());
    }
}
