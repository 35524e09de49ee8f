package io.rundown.model;

/** The variables of the protection, as numbers; those of a thread or a rundown are followed by those of the next. */
final class Names {

    static final int CALLERS = 2;
    static final int STRIPES = 2;
    static final int RUNDOWNS = 4;

    /** Read by callers without the lock. */
    static final int STATE = 0;

    static final int ACTIVE = 0;
    static final int IN_PROGRESS = 1;
    static final int RUN_DOWN = 2;

    static final int LOCK = 1;

    /** Guarded by the lock: the rundown that the state speaks of, zero for none; and how many there were. */
    static final int CURRENT = 2;

    static final int BEGUN = 3;

    /** Per rundown, guarded by the lock: whether a heavy fence has passed. */
    static final int CONFIRMED = 4;

    /** Per rundown: the future that its waiters sleep on. */
    static final int ENDED = CONFIRMED + RUNDOWNS;

    static final int DRAINED = 1;
    static final int TAKEN_BACK = 2;

    static final int CLAIMED = ENDED + RUNDOWNS;
    static final int ENTERS = CLAIMED + CALLERS;
    static final int EXITS = ENTERS + CALLERS;
    static final int LANE_ENTERS = EXITS + CALLERS;
    static final int LANE_EXITS = LANE_ENTERS + STRIPES;

    /** What a caller writes while inside, with plain stores. */
    static final int DATA = LANE_EXITS + STRIPES;

    // Known to the properties only: holds; the last that was written; whether the acquire started after a begin had
    // returned; whether one has returned; whether the owner has freed what is protected.
    static final int INSIDE = DATA + CALLERS;
    static final int WRITTEN = INSIDE + CALLERS;
    static final int LATE = WRITTEN + CALLERS;
    static final int SHUT = LATE + CALLERS;
    static final int FREED = SHUT + 1;
    static final int VARIABLES = FREED + 1;

    // Registers.
    static final int SEEN = 0;
    static final int MINE = 1;
    static final int STATE_SEEN = 2;

    private Names() {}
}
