package io.rundown.model;

/** The algorithm as it is meant, and what becomes of it if one of its parts is left out. */
enum Variant {
    /** Light fences on the callers' side, a heavy one on the owner's. */
    ASYMMETRIC,
    /** Atomic read-modify-writes on the callers' side, no heavy fence. */
    ATOMIC,

    NO_HEAVY_FENCE,
    /** The compiler may read the state before it stores the enter. */
    NO_LIGHT_FENCE_IN_ACQUIRE,
    /** The state is read by a plain load, which the compiler may take out of a loop of calls. */
    HOISTED_STATE,
    /** The compiler may read the state before it stores the exit. */
    NO_LIGHT_FENCE_IN_RELEASE,
    /** The exit is a plain store: the compiler may store what was written inside after it. */
    PLAIN_EXIT,
    /** A scan reads enters, then exits. */
    ENTERS_BEFORE_EXITS,
    /** A scan looks at the shared lane, then at the cells. */
    LANE_BEFORE_CELLS,
    /** The shared lane is summed stripe by stripe, not exits first. */
    LANE_STRIPE_BY_STRIPE,
    /** A releaser leaves the scan to the owner. */
    NO_WAKE_UP,
    /** A caller that was refused leaves without a look. */
    NO_WAKE_UP_BY_THE_REFUSED,
    /** A releaser scans while its own exit may still be in its buffer. */
    NO_FENCE_BEFORE_SCAN,
    /** A releaser may end a rundown whose heavy fence has not passed. */
    NOT_CONFIRMED,
    /** Whoever finds a rundown begun returns from begin at once, although no heavy fence may have passed. */
    JOINS_UNCONFIRMED,
    /** A scan that found everyone gone is not made again under the lock. */
    NO_SECOND_SCAN,
    /** A holder is refused like everyone else. */
    NO_NESTING,
    /** A cell is put into the table after its first enter. */
    LATE_CLAIM
}
