package io.rundown.host.faults;

/** Where a plugin's code runs. */
public enum Place {
    CONSTRUCTOR,
    START,
    EXTENSION,
    /** When it is asked whether it may go. */
    VETO,
    STOP,
    /** In something that it has left behind, when that is taken away. */
    CLEAN_UP,
    CALL
}
