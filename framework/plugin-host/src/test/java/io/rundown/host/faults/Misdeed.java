package io.rundown.host.faults;

/** What a plugin's code can do to whoever calls it. */
public enum Misdeed {
    EXCEPTION,
    /** Of a class of the plugin's. */
    OWN_EXCEPTION,
    /** Where none is declared. */
    CHECKED_EXCEPTION,
    /** Fails when it is asked for its message, in a way that nobody expects. */
    SPEECHLESS_EXCEPTION,
    ERROR,
    /** Of a class of the plugin's, below {@link Error} itself, as {@code ThreadDeath} is. */
    OWN_ERROR,
    OUT_OF_MEMORY,
    STACK_OVERFLOW,
    LINKAGE_ERROR,
    /** Does not return until the fault is over, and heeds no interrupt. */
    HANG,
    /** Waits, is interrupted, and throws. */
    INTERRUPTED,
    /** Returns on an interrupted thread. */
    LEAVES_AN_INTERRUPT
}
