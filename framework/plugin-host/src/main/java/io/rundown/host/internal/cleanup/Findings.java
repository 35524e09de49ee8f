package io.rundown.host.internal.cleanup;

import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Failure;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one step has found. Written by the thread that runs the step, and read by the one that waits for it, which may
 * give up: from then on nothing is added. The monitor makes both sides agree; nothing foreign runs under it.
 */
final class Findings {

    private final CleanUpPolicy policy;

    private final SeenThreads threads;

    private final List<Leftover> found = new ArrayList<>();

    /** What is being taken away at this moment. */
    private @Nullable Leftover underway;

    private boolean closed;

    Findings(CleanUpPolicy policy, SeenThreads threads) {
        this.policy = policy;
        this.threads = threads;
    }

    /** Something that is taken away. */
    interface Removal {
        void run() throws Exception;
    }

    CleanUpPolicy policy() {
        return policy;
    }

    Act act(Kind kind) {
        return policy.act(kind);
    }

    /** Of the whole clean-up. */
    SeenThreads threads() {
        return threads;
    }

    /**
     * Does with a thing what the policy says, and tells; neither once the step was given up.
     *
     * @param advice what the plugin's author can do
     * @param removal how it is taken away; a failure is told
     */
    void take(Kind kind, String what, String advice, Removal removal) {
        if (isClosed()) {
            return;
        }
        switch (act(kind)) {
            case IGNORE -> {}
            case REPORT -> tell(kind, what, Outcome.REPORTED, advice);
            case CLEAN -> {
                underway(new Leftover(kind, what, Outcome.STILL_THERE, advice));
                try {
                    removal.run();
                    tell(kind, what, Outcome.CLEANED, advice);
                } catch (Throwable failure) { // whatever foreign code throws is told, and the rest goes on
                    tell(kind, what, Outcome.STILL_THERE, Failure.of(failure) + "; " + advice);
                }
            }
        }
    }

    synchronized void tell(Kind kind, String what, Outcome outcome, String detail) {
        underway = null;
        if (!closed) {
            found.add(new Leftover(kind, what, outcome, detail));
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void underway(Leftover next) {
        underway = next;
    }

    /** Takes no more, and tells what was never finished. */
    synchronized void giveUp(Kind kind, String problem) {
        Leftover hung = underway;
        if (hung == null) {
            tell(kind, "the search for " + kind, Outcome.STILL_THERE, "it " + problem);
        } else {
            tell(hung.kind(), hung.what(), Outcome.STILL_THERE, "taking it away " + problem + "; " + hung.detail());
        }
        closed = true;
    }

    synchronized List<Leftover> found() {
        return List.copyOf(found);
    }
}
