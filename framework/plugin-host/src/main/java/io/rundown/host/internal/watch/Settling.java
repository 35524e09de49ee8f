package io.rundown.host.internal.watch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Since when each file has been as it is. Fed with one listing after the other; times are nanoseconds of any clock. */
public final class Settling {

    /** A removal waits so many quiet times for a file that is still being written and may replace the removed one. */
    private static final long PATIENCE = 20;

    private final long quiet;
    private final Map<Path, Seen> seen = new HashMap<>();
    private long now;

    /** What is there, or null if nothing is, and since when. */
    private record Seen(@Nullable FileStamp stamp, long since) {}

    /**
     * Has seen nothing yet.
     *
     * @param quiet how long a file must not change
     */
    public Settling(long quiet) {
        this.quiet = quiet;
    }

    /** Takes a look. */
    public void look(FolderListing listing, long at) {
        now = at;
        listing.files().forEach(this::saw);
        for (Path each : seen.keySet().toArray(Path[]::new)) {
            if (!listing.files().containsKey(each) && !listing.blindTo(each)) {
                saw(each, null);
            }
        }
    }

    /** Counts a file as gone since now if it has never been seen. */
    public void expect(Path path) {
        seen.putIfAbsent(path, new Seen(null, now));
    }

    /** Keeps nothing of a file that is gone. */
    public void forget(Path path) {
        seen.remove(path);
    }

    private void saw(Path path, @Nullable FileStamp stamp) {
        Seen before = seen.get(path);
        if (before == null || (stamp == null ? before.stamp != null : !stamp.equals(before.stamp))) {
            seen.put(path, new Seen(stamp, now));
        }
    }

    /** All files that are there or have been. */
    public List<Path> paths() {
        return seen.keySet().stream().sorted().toList();
    }

    /** What a file looks like, if it is there and has stopped changing. */
    public @Nullable FileStamp settled(Path path) {
        Seen one = seen.get(path);
        return one != null && isOld(one, 1) ? one.stamp : null;
    }

    /** Where a file is. */
    public Presence presence(Path path) {
        Seen one = seen.get(path);
        if (one == null) {
            return Presence.UNKNOWN;
        }
        if (one.stamp != null) {
            return Presence.THERE;
        }
        boolean gone = isOld(one, 1) && (allSettled() || isOld(one, PATIENCE));
        return gone ? Presence.GONE : Presence.LEAVING;
    }

    /** Whether every file that is there has stopped changing. */
    public boolean allSettled() {
        return seen.values().stream().allMatch(each -> each.stamp == null || isOld(each, 1));
    }

    /** Whether nothing will change by the mere passing of time. */
    public boolean atRest() {
        return seen.values().stream().allMatch(each -> isOld(each, each.stamp == null ? PATIENCE : 1));
    }

    private boolean isOld(Seen one, long times) {
        return now - one.since >= quiet * times;
    }

    /** Where a file is. */
    public enum Presence {
        /** In its folder. */
        THERE,
        /** No longer there, but not for long enough, or another file is just arriving. */
        LEAVING,
        /** No longer there. */
        GONE,
        /** Not in a watched folder. */
        UNKNOWN
    }
}
