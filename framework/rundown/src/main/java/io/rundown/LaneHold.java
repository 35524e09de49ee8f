package io.rundown;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The account of a thread on the {@linkplain SharedLane shared lane}. Its own counters tell who is inside and how deep;
 * what a rundown waits for are those of the lane, which many threads share.
 */
final class LaneHold extends CountedGuard {

    /** Weak, because threads keep their holds in thread-local maps, whose keys must not be reachable from the values. */
    private final WeakReference<RundownState> state;

    /** The same while the owner is inside, who must find whom to tell. Of no interest to other threads. */
    private @Nullable RundownState inside;

    private final Stripes stripes;
    private final int stripe;
    private final Holder.Kind kind;

    LaneHold(RundownState state, Thread owner, Stripes stripes) {
        super(owner);
        this.state = new WeakReference<>(state);
        this.stripes = stripes;
        this.stripe = Stripes.of(owner);
        this.kind = ThreadKind.isVirtual(owner) ? Holder.Kind.VIRTUAL : Holder.Kind.PLATFORM;
    }

    @Override
    Holder.Kind kind() {
        return kind;
    }

    @Override
    void enter() {
        if (inside == null) {
            inside = state.get();
        }
        ENTERS.setOpaque(this, enters + 1);
        stripes.enter(stripe, 1);
    }

    @Override
    void unenter() {
        ENTERS.setOpaque(this, enters - 1);
        stripes.enter(stripe, -1);
        forgetIfOutside();
    }

    @Override
    void leave() {
        EXITS.setOpaque(this, exits + 1);
        stripes.exit(stripe, 1);
        RundownState left = inside;
        forgetIfOutside();
        if (left != null && !left.admits()) {
            left.endIfLast();
        }
    }

    private void forgetIfOutside() {
        if (!isInside()) {
            inside = null;
        }
    }
}
