package io.rundown.host.faults;

import java.util.Set;

/** Something that goes wrong while it is armed. */
interface Fault {

    /** The operations that cannot do what they are asked for while this fault alone is armed. */
    Set<Operation> breaks();

    void arm(Bench bench) throws Exception;

    void disarm(Bench bench) throws Exception;

    /** Whether the application has to bring class loaders of its own. */
    default boolean needsOwnLoaders() {
        return false;
    }

    /** Whether the bench has to give up what hangs. */
    default boolean hangs() {
        return false;
    }
}
