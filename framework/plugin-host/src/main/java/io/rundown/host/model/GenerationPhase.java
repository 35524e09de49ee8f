package io.rundown.host.model;

import java.util.EnumSet;
import java.util.Set;

/** Where one generation of a plugin stands, from its file being read to its class loader being gone. */
public enum GenerationPhase {
    /** Descriptor read, class loader made, extensions checked; no code of the plugin has run. */
    LOADED,
    /** The plugin is being constructed and started, its extensions are being made. */
    STARTING,
    /** Calls are let in. */
    ACTIVE,
    /** New calls are refused; the calls inside are finishing. */
    DRAINING,
    /** Nobody is inside; {@code Plugin.stop()} is running, or has run and something could not be closed yet. */
    STOPPING,
    /** The class loader is closed and the private copy deleted. The host has nothing left to do. */
    CLOSED,
    /** Construction or start failed; the class loader is closed and the private copy deleted, as far as that goes. */
    FAILED,
    /** The garbage collector has taken the class loader and all that it had loaded. Final. */
    RECLAIMED,
    /** Something refers to the closed class loader: collections have proved that it survives them. */
    LEAKED;

    /**
     * Whether the step from this phase to another is one that can happen.
     *
     * @param next the phase to go to
     * @return true for a legal step
     */
    public boolean canBecome(GenerationPhase next) {
        return successors().contains(next);
    }

    private Set<GenerationPhase> successors() {
        return switch (this) {
            // A generation that is discarded before its start has no code to stop.
            case LOADED -> EnumSet.of(STARTING, CLOSED);
            // One that started well goes to STOPPING when another of the same change did not.
            case STARTING -> EnumSet.of(ACTIVE, STOPPING, FAILED);
            case ACTIVE -> EnumSet.of(DRAINING);
            case DRAINING -> EnumSet.of(ACTIVE, STOPPING);
            case STOPPING -> EnumSet.of(CLOSED);
            case CLOSED, FAILED -> EnumSet.of(RECLAIMED, LEAKED);
            // Whatever referred to it may let go of it.
            case LEAKED -> EnumSet.of(RECLAIMED);
            case RECLAIMED -> EnumSet.noneOf(GenerationPhase.class);
        };
    }
}
