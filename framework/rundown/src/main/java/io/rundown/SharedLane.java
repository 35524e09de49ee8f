package io.rundown;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The way in for holds that have no {@link Cell}: those of virtual threads, of which there may be millions; transferable
 * guards, which belong to no thread; those of platform threads that found no place in the {@link CellTable}; and all of
 * them in verifier mode. They pay for atomic read-modify-writes, in every fence mode.
 */
final class SharedLane {

    private static final int SMALLEST_LIMIT = 64;

    /** Made when first needed: most protections never are. Published before the first enter is counted in it. */
    private volatile @Nullable Stripes stripes;

    /** Who has ever come this way and may come again; those that died are dropped when their number has doubled. */
    private final Set<LaneHold> roster = ConcurrentHashMap.newKeySet();

    /** How many holds to reach before dead ones are looked for; a lost update costs one look. */
    private volatile int sweepAt = SMALLEST_LIMIT;

    LaneHold join(RundownState state, Thread thread) {
        LaneHold hold = new LaneHold(state, thread, stripes());
        roster.add(hold);
        if (roster.size() > sweepAt) {
            sweep();
        }
        return hold;
    }

    private synchronized void sweep() {
        if (roster.size() > sweepAt) {
            roster.removeIf(OwnedGuard::isAbandoned);
            sweepAt = Math.max(SMALLEST_LIMIT, 2 * roster.size());
        }
    }

    Set<LaneHold> roster() {
        return roster;
    }

    void enter(int count) {
        stripes().enter(Stripes.of(Thread.currentThread()), count);
    }

    void exit(int count) {
        stripes().exit(Stripes.of(Thread.currentThread()), count);
    }

    long held() {
        Stripes used = stripes;
        return used == null ? 0 : used.held();
    }

    long enters() {
        Stripes used = stripes;
        return used == null ? 0 : used.enters();
    }

    long exits() {
        Stripes used = stripes;
        return used == null ? 0 : used.exits();
    }

    private Stripes stripes() {
        Stripes used = stripes;
        return used != null ? used : makeStripes();
    }

    private synchronized Stripes makeStripes() {
        Stripes made = stripes;
        if (made == null) {
            stripes = made = new Stripes();
        }
        return made;
    }
}
