package io.rundown.model;

/** What must hold in every state. */
enum Property {
    /** Nobody is inside once the owner has freed. */
    SAFE,
    /** Whoever waits is woken, with no timer to help. */
    WOKEN,
    /** A holder who acquires again is let in. */
    NESTING,
    /** No acquire that started after begin had returned is let in. */
    SHUT,
    /** Once begin has returned, everyone who is inside is counted. */
    COUNTED,
    /** What was written inside is visible to the owner after the wait. */
    VISIBLE
}
