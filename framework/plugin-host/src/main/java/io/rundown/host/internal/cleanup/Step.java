package io.rundown.host.internal.cleanup;

import io.rundown.host.model.Leftover;
import java.util.List;

/** One kind of things, or a few that are found together. */
interface Step {

    /** What it looks for; it is not run if all of these are to be ignored. Not empty. */
    List<Leftover.Kind> kinds();

    /**
     * Looks, and does what the policy says. Foreign code may run.
     *
     * @throws Exception if it cannot look; what was found before counts
     */
    void run(DepartingPlugin plugin, Findings findings) throws Exception;
}
