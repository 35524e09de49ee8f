package io.rundown.host;

import io.rundown.RundownProtection;
import io.rundown.host.model.UnloadPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Finishes generations that were replaced and did not drain while the reload was waiting. It comes back when their last
 * call has ended, on a thread of its own; an unload may be there first.
 */
final class RetiredSweep {

    private static final UnloadPolicy WITHOUT_WAITING = UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ZERO);

    private final HostCore core;

    RetiredSweep(HostCore core) {
        this.core = core;
    }

    /** Comes back to those of the given generations, all draining, that are still there. */
    void finishLater(List<Generation> replaced) {
        World now = core.world();
        for (Generation each : replaced) {
            if (now.retiring().contains(each)) {
                // On the thread of the last caller, which is no place for the plugin's stop().
                each.gate().protection().whenRunDown().thenRun(() -> HostThreads.run("sweep", this::sweep));
            }
        }
    }

    /** Dependents first, so that one pass gets as far as possible. */
    private void sweep() {
        for (Generation each : core.world().allDependentsFirst()) {
            if (core.world().retiring().contains(each)) {
                finish(each);
            }
        }
    }

    @SuppressWarnings("try") // the claim is held, not used
    private void finish(Generation replaced) {
        String operation = "end of " + replaced;
        try (Claims.Claim claim = core.claims().claim(operation, () -> Set.of(replaced.id()));
                Patience patience = new Patience()) {
            World now = core.world();
            boolean stillThere = now.retiring().contains(replaced);
            boolean linked = now.dependentsFirst(List.of(replaced)).size() > 1;
            boolean empty = replaced.gate().protection().state() == RundownProtection.State.RUN_DOWN;
            if (stillThere && !linked && empty) {
                core.retireInOrder(List.of(replaced), operation, WITHOUT_WAITING, patience);
            }
        }
    }
}
