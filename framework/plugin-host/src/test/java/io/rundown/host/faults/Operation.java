package io.rundown.host.faults;

/** What a fault can strike. */
enum Operation {
    LOAD,
    CALL,
    RELOAD,
    UNLOAD
}
