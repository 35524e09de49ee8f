package io.rundown.host.faults;

/** Where a plugin's code runs. */
public enum Place {
    CONSTRUCTOR,
    START,
    EXTENSION,
    STOP,
    CALL
}
