package io.rundown.leak;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path, and what tells it from others.
 *
 * @param path the path
 * @param place the same for everything that is in the same place
 * @param thread the id of the thread that it is about, or 0
 */
record Told(LeakPath path, String place, long thread) {

    /** What these hold goes when the thread ends, and everything else that the thread holds goes, too. */
    private static final Set<LeakKind> END_THE_THREAD = EnumSet.of(LeakKind.RUNNING_THREAD, LeakKind.TIMER);

    /** These end a task, or a pool with its threads. */
    private static final Set<LeakKind> END_THE_TASK =
            EnumSet.of(LeakKind.EXECUTOR, LeakKind.SCHEDULED_EXECUTOR, LeakKind.FORK_JOIN);

    /** A task leaves these behind in the thread of a pool of the application. */
    private static final Set<LeakKind> OUTLIVE_TASKS =
            EnumSet.of(LeakKind.THREAD_LOCAL, LeakKind.CONTEXT_CLASS_LOADER, LeakKind.UNCAUGHT_EXCEPTION_HANDLER);

    static List<LeakPath> withoutRepetitions(List<Told> all) {
        Map<Long, Told> ends = new HashMap<>();
        for (Told each : all) {
            if (each.thread != 0 && (END_THE_THREAD.contains(each.kind()) || END_THE_TASK.contains(each.kind()))) {
                ends.merge(each.thread, each, Told::theMoreThorough);
            }
        }
        Map<Long, Integer> shortest = new HashMap<>();
        for (Told each : all) {
            if (!each.outlives(ends.get(each.thread))) {
                shortest.merge(each.thread, each.path.length(), Math::min);
            }
        }
        Map<String, LeakPath> byPlace = new LinkedHashMap<>();
        for (Told each : all) {
            Told end = ends.get(each.thread);
            if (each.outlives(end)) {
                byPlace.merge(each.place, each.path, Told::together);
            } else if (each.equals(end)) {
                byPlace.merge(
                        each.place,
                        each.path.ofLength(shortest.getOrDefault(each.thread, each.path.length())),
                        Told::together);
            }
        }
        return List.copyOf(byPlace.values());
    }

    private LeakKind kind() {
        return path.kind();
    }

    private static Told theMoreThorough(Told first, Told other) {
        return !END_THE_THREAD.contains(first.kind()) && END_THE_THREAD.contains(other.kind()) ? other : first;
    }

    /** Whether this stays when another holder in the same thread is gone. */
    private boolean outlives(@Nullable Told end) {
        return end == null || (OUTLIVE_TASKS.contains(kind()) && !END_THE_THREAD.contains(end.kind()));
    }

    private static LeakPath together(LeakPath first, LeakPath other) {
        return first.ofLength(Math.min(first.length(), other.length())).with(1 + other.alike());
    }
}
