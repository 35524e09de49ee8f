package io.rundown;

/**
 * The account of a platform thread, and the reason why an acquire costs no locked instruction: the counters have one
 * writer, who stores them without a hardware fence. See {@link RundownState} for why that is enough.
 *
 * <p>The padding keeps the counters off the cache line of whatever lies behind, and off the next, which processors fetch
 * along. A cell takes 192 bytes, its share of the table 32 at most.
 */
@SuppressWarnings("unused")
final class Cell extends CountedGuard {

    private final RundownState state;

    private long p00;
    private long p01;
    private long p02;
    private long p03;
    private long p04;
    private long p05;
    private long p06;
    private long p07;
    private long p08;
    private long p09;
    private long p10;
    private long p11;
    private long p12;
    private long p13;

    Cell(RundownState state, Thread owner) {
        super(owner);
        this.state = state;
    }

    @Override
    Holder.Kind kind() {
        return Holder.Kind.PLATFORM;
    }

    @Override
    void enter() {
        if (Fences.ATOMIC) {
            ENTERS.getAndAdd(this, 1L);
        } else {
            // Opaque: the store happens, once, and the accesses of the protected object stay behind the state's read.
            ENTERS.setOpaque(this, enters + 1);
            Fences.light();
        }
    }

    @Override
    void unenter() {
        if (Fences.ATOMIC) {
            ENTERS.getAndAdd(this, -1L);
        } else {
            ENTERS.setOpaque(this, enters - 1);
            Fences.light();
        }
    }

    @Override
    void leave() {
        if (Fences.ATOMIC) {
            EXITS.getAndAdd(this, 1L);
        } else {
            // Release: whoever sees this exit sees what was done inside.
            EXITS.setRelease(this, exits + 1);
            Fences.light();
        }
        if (!state.admits()) {
            state.endIfLast();
        }
    }
}
