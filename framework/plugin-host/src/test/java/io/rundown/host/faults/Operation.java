package io.rundown.host.faults;

/** What a fault can strike. */
enum Operation {
    LOAD,
    CALL,
    RELOAD,
    /** A reload together with the load of another plugin. */
    CHANGE,
    UNLOAD
}
