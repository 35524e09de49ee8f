package io.rundown.model;

import static io.rundown.model.Names.ACTIVE;
import static io.rundown.model.Names.BEGUN;
import static io.rundown.model.Names.CALLERS;
import static io.rundown.model.Names.CLAIMED;
import static io.rundown.model.Names.CONFIRMED;
import static io.rundown.model.Names.CURRENT;
import static io.rundown.model.Names.DATA;
import static io.rundown.model.Names.DRAINED;
import static io.rundown.model.Names.ENDED;
import static io.rundown.model.Names.ENTERS;
import static io.rundown.model.Names.EXITS;
import static io.rundown.model.Names.FREED;
import static io.rundown.model.Names.INSIDE;
import static io.rundown.model.Names.IN_PROGRESS;
import static io.rundown.model.Names.LANE_ENTERS;
import static io.rundown.model.Names.LANE_EXITS;
import static io.rundown.model.Names.LATE;
import static io.rundown.model.Names.LOCK;
import static io.rundown.model.Names.MINE;
import static io.rundown.model.Names.RUN_DOWN;
import static io.rundown.model.Names.SEEN;
import static io.rundown.model.Names.SHUT;
import static io.rundown.model.Names.STATE;
import static io.rundown.model.Names.STATE_SEEN;
import static io.rundown.model.Names.STRIPES;
import static io.rundown.model.Names.TAKEN_BACK;
import static io.rundown.model.Names.WRITTEN;

import java.util.function.Consumer;

/**
 * The protection as steps of a {@link Program}, and what must hold of it. Names are those of the code.
 *
 * <p>Taking a lock, touching guarded data and one shared variable, and giving the lock back is one step: others see what
 * was before it or what is after it.
 */
final class Algorithm {

    /** How many cells a scan looks at, whether it looks at the shared lane, and whether cells are still to be claimed. */
    record Shape(int cells, boolean lane, boolean claims) {}

    private final Variant variant;
    private final Shape shape;

    Algorithm(Variant variant, Shape shape) {
        this.variant = variant;
        this.shape = shape;
    }

    // ------------------------------------------------------------------------ callers

    /** Comes in through the caller's cell, does what is to be done inside, leaves; or is refused. */
    void call(Program p, int caller, Consumer<Program> inside) {
        String refused = p.fresh("refused");
        String over = p.fresh("over");
        boolean claims = shape.claims && p.isEmpty();
        if (claims && variant != Variant.LATE_CLAIM) {
            p.step("puts its cell into the table", t -> t.store(CLAIMED + caller, 1));
        }
        enter(p, caller, refused);
        if (claims && variant == Variant.LATE_CLAIM) {
            p.step("puts its cell into the table", t -> t.store(CLAIMED + caller, 1));
        }
        inside.accept(p);
        exit(p, caller, over);
        p.goTo(over).label(refused);
        p.step("enters - 1: refused", t -> {
            Witness.isRefused(t, caller);
            count(t, ENTERS + caller, -1);
        });
        if (variant != Variant.NO_WAKE_UP_BY_THE_REFUSED) {
            p.branch("state is not in progress?", t -> t.load(STATE) != IN_PROGRESS, over);
            released(p, over);
        }
        p.label(over);
    }

    private void enter(Program p, int caller, String refused) {
        boolean hoisted = variant == Variant.HOISTED_STATE;
        boolean readsFirst = variant == Variant.NO_LIGHT_FENCE_IN_ACQUIRE || hoisted;
        if (hoisted ? p.isEmpty() : readsFirst) {
            p.step("reads the state too early", t -> {
                Witness.startsToAcquire(t, caller);
                t.set(STATE_SEEN, t.load(STATE));
            });
        }
        p.step("enters + 1", t -> {
            Witness.startsToAcquire(t, caller);
            count(t, ENTERS + caller, 1);
        });
        p.branch(
                "state is not active, and not nested?",
                t -> {
                    int state = readsFirst ? t.get(STATE_SEEN) : t.load(STATE);
                    t.set(STATE_SEEN, hoisted ? state : 0);
                    if (state != ACTIVE && (depth(t, caller) == 1 || variant == Variant.NO_NESTING)) {
                        return true;
                    }
                    Witness.isAdmitted(t, caller);
                    return false;
                },
                refused);
    }

    private void exit(Program p, int caller, String over) {
        boolean readsFirst = variant == Variant.NO_LIGHT_FENCE_IN_RELEASE;
        if (readsFirst) {
            p.step("reads the state too early", t -> t.set(STATE_SEEN, t.load(STATE)));
        }
        p.step("exits + 1", t -> {
            Witness.leaves(t, caller);
            count(t, EXITS + caller, 1);
        });
        if (variant == Variant.PLAIN_EXIT) {
            p.step("data, stored too late", t -> t.store(DATA + caller, t.known(WRITTEN + caller)));
        }
        p.branch(
                "state is not in progress?",
                t -> {
                    int state = readsFirst ? t.get(STATE_SEEN) : t.load(STATE);
                    if (readsFirst) {
                        t.set(STATE_SEEN, 0);
                    }
                    return state != IN_PROGRESS;
                },
                over);
        if (variant != Variant.NO_WAKE_UP) {
            released(p, over);
        }
    }

    /** What a caller does inside. */
    void use(Program p, int caller) {
        p.step("data + 1", t -> {
            int written = t.known(WRITTEN + caller) + 1;
            t.know(WRITTEN + caller, written);
            if (variant != Variant.PLAIN_EXIT) {
                t.store(DATA + caller, written);
            }
        });
    }

    /** Comes in on one stripe of the shared lane and leaves on another, as a guard that moves to another thread does. */
    void callOnLane(Program p, int caller, int stripeIn, int stripeOut, Consumer<Program> inside) {
        String over = p.fresh("over");
        String refused = p.fresh("refused");
        enterLane(p, caller, stripeIn, refused);
        inside.accept(p);
        exitLane(p, caller, stripeOut, over);
        p.goTo(over).label(refused);
        p.step("lane enters - 1: refused", t -> {
            Witness.isRefused(t, caller);
            t.add(LANE_ENTERS + stripeIn, -1);
        });
        p.branch("state is not in progress?", t -> t.load(STATE) != IN_PROGRESS, over);
        released(p, over);
        p.label(over);
    }

    /** Takes a transferable hold inside, leaves the cell, and gives the hold back last. */
    void handOver(Program p, int caller, int stripeIn, int stripeOut) {
        String impossible = p.fresh("impossible");
        String outside = p.fresh("outside");
        call(p, caller, inner -> {
            enterLane(inner, caller, stripeIn, impossible);
            inner.label(impossible);
        });
        p.branch("was it refused?", t -> t.known(INSIDE + caller) == 0, outside);
        use(p, caller);
        exitLane(p, caller, stripeOut, outside);
        p.label(outside);
    }

    private void enterLane(Program p, int caller, int stripe, String refused) {
        p.step("lane enters + 1", t -> {
            Witness.startsToAcquire(t, caller);
            t.add(LANE_ENTERS + stripe, 1);
        });
        p.branch(
                "state is not active, and not nested?",
                t -> {
                    if (t.load(STATE) != ACTIVE && t.known(INSIDE + caller) == 0) {
                        return true;
                    }
                    Witness.isAdmitted(t, caller);
                    return false;
                },
                refused);
    }

    private void exitLane(Program p, int caller, int stripe, String over) {
        p.step("lane exits + 1", t -> {
            Witness.leaves(t, caller);
            t.add(LANE_EXITS + stripe, 1);
        });
        p.branch("state is not in progress?", t -> t.load(STATE) != IN_PROGRESS, over);
        if (variant != Variant.NO_WAKE_UP) {
            released(p, over);
        }
    }

    /** Ends the rundown if everyone has left. */
    private void released(Program p, String over) {
        String unlock = p.fresh("unlock");
        if (variant != Variant.NO_FENCE_BEFORE_SCAN) {
            p.step("full fence", Turn::fence);
        }
        scan(p, over);
        p.awaitBranch(
                "lock; state is not in progress, or rundown not confirmed?",
                t -> t.load(LOCK) == 0,
                t -> {
                    t.storeAndFence(LOCK, 1);
                    int current = t.load(CURRENT);
                    t.set(MINE, current);
                    return t.load(STATE) != IN_PROGRESS
                            || (t.load(CONFIRMED + current) == 0 && variant != Variant.NOT_CONFIRMED);
                },
                unlock);
        if (variant != Variant.NO_SECOND_SCAN) {
            scan(p, unlock);
        }
        finish(p);
        p.step("waiters are told", t -> {
            end(t, t.get(MINE), DRAINED);
            t.set(MINE, 0);
        });
        p.goTo(over).label(unlock);
        p.step("unlock", t -> {
            t.set(MINE, 0);
            t.storeAndFence(LOCK, 0);
        });
    }

    private void finish(Program p) {
        p.step("state := run down; unlock", t -> {
            t.storeAndFence(STATE, RUN_DOWN);
            t.storeAndFence(LOCK, 0);
        });
    }

    /** Goes on at the label if somebody is inside. */
    private void scan(Program p, String occupied) {
        if (shape.lane && variant == Variant.LANE_BEFORE_CELLS) {
            scanLane(p, occupied);
        }
        for (int cell = 0; cell < shape.cells; cell++) {
            scanCell(p, cell, occupied);
        }
        if (shape.lane && variant != Variant.LANE_BEFORE_CELLS) {
            scanLane(p, occupied);
        }
    }

    private void scanCell(Program p, int cell, String occupied) {
        String next = p.fresh("next");
        if (shape.claims) {
            p.branch("no cell " + cell + " in the table?", t -> t.load(CLAIMED + cell) == 0, next);
        }
        boolean swapped = variant == Variant.ENTERS_BEFORE_EXITS;
        int first = (swapped ? ENTERS : EXITS) + cell;
        int second = (swapped ? EXITS : ENTERS) + cell;
        p.step("scan: " + (swapped ? "enters" : "exits") + " of cell " + cell, t -> t.set(SEEN, t.load(first)));
        p.branch("scan: cell " + cell + " is occupied?", t -> differs(t, t.load(second)), occupied);
        p.label(next);
    }

    private void scanLane(Program p, String occupied) {
        for (int i = 0; i < 2 * STRIPES; i++) {
            boolean mixed = variant == Variant.LANE_STRIPE_BY_STRIPE;
            int stripe = mixed ? i / 2 : i % STRIPES;
            boolean exits = mixed ? i % 2 == 0 : i < STRIPES;
            int variable = (exits ? LANE_EXITS : LANE_ENTERS) + stripe;
            int sign = exits ? 1 : -1;
            p.step(
                    "scan: lane " + (exits ? "exits" : "enters") + " of stripe " + stripe,
                    t -> t.set(SEEN, t.get(SEEN) + sign * t.load(variable)));
        }
        p.branch("scan: lane is occupied?", t -> differs(t, 0), occupied);
    }

    private static boolean differs(Turn t, int value) {
        boolean differs = t.get(SEEN) != value;
        t.set(SEEN, 0);
        return differs;
    }

    // ------------------------------------------------------------------------ the owner

    /** Begins a rundown or joins the one that has begun; the register {@code MINE} says which. */
    void begin(Program p) {
        String begun = p.fresh("begun");
        String unlock = p.fresh("unlock");
        p.awaitBranch("begin: state := in progress, or joins", t -> t.load(LOCK) == 0, this::joinsConfirmed, begun);
        if (variant != Variant.ATOMIC && variant != Variant.NO_HEAVY_FENCE) {
            p.step("begin: heavy fence begins", Turn::beginHeavyFence);
            p.awaitStep("begin: heavy fence has passed", Turn::heavyFenceHasPassed, t -> {});
        }
        p.awaitBranch(
                "begin: lock; ended, or confirmed by another?",
                t -> t.load(LOCK) == 0,
                t -> {
                    t.storeAndFence(LOCK, 1);
                    return t.load(CURRENT) != t.get(MINE) || t.load(CONFIRMED + t.get(MINE)) == 1;
                },
                unlock);
        p.step("begin: confirmed", t -> t.storeAndFence(CONFIRMED + t.get(MINE), 1));
        scan(p, unlock);
        finish(p);
        p.step("begin: waiters are told", t -> end(t, t.get(MINE), DRAINED));
        p.goTo(begun).label(unlock);
        p.step("begin: unlock", t -> t.storeAndFence(LOCK, 0));
        p.label(begun);
        p.step("begin has returned", Witness::isShut);
    }

    private boolean joinsConfirmed(Turn t) {
        boolean joins = t.load(CURRENT) != 0;
        if (!joins) {
            t.storeAndFence(BEGUN, t.load(BEGUN) + 1);
            t.storeAndFence(CURRENT, t.load(BEGUN));
            t.storeAndFence(STATE, IN_PROGRESS);
        }
        int mine = t.load(CURRENT);
        t.set(MINE, mine);
        return joins && (t.load(CONFIRMED + mine) == 1 || variant == Variant.JOINS_UNCONFIRMED);
    }

    private static void end(Turn t, int rundown, int how) {
        t.fence();
        if (t.load(ENDED + rundown) == 0) {
            t.storeAndFence(ENDED + rundown, how);
        }
    }

    /** Sleeps until the rundown ends, with nobody to look after it meanwhile; goes on at the label if taken back. */
    void await(Program p, String takenBack) {
        p.awaitBranch(
                "waits",
                t -> t.load(ENDED + t.get(MINE)) != 0,
                t -> t.load(ENDED + t.get(MINE)) == TAKEN_BACK,
                takenBack);
    }

    /** As {@link #await}, and may give up at any time. */
    void awaitForATime(Program p, String timedOut) {
        p.awaitOrElse("waits for a time", t -> t.load(ENDED + t.get(MINE)) == DRAINED, timedOut);
    }

    void free(Program p) {
        p.step("frees", t -> {
            for (int caller = 0; caller < CALLERS; caller++) {
                t.require(
                        Property.VISIBLE,
                        t.load(DATA + caller) == t.known(WRITTEN + caller),
                        "what caller " + caller + " wrote inside is not visible after the wait");
            }
            t.know(FREED, 1);
        });
    }

    /** Resume or reinitialize. */
    void backToActive(Program p) {
        p.awaitStep("state := active", t -> t.load(LOCK) == 0, t -> {
            // Before the store: whoever comes in from now on is not late.
            t.know(SHUT, 0);
            t.know(FREED, 0);
            for (int caller = 0; caller < CALLERS; caller++) {
                t.know(LATE + caller, 0);
            }
            t.set(MINE, t.load(CURRENT));
            t.storeAndFence(CURRENT, 0);
            t.storeAndFence(STATE, ACTIVE);
        });
        p.step("waiters are told that it was taken back", t -> end(t, t.get(MINE), TAKEN_BACK));
    }

    // ------------------------------------------------------------------------ counters

    private static int depth(Turn t, int caller) {
        return t.load(ENTERS + caller) - t.load(EXITS + caller);
    }

    private void count(Turn t, int counter, int delta) {
        if (variant == Variant.ATOMIC) {
            t.add(counter, delta);
        } else {
            t.store(counter, t.load(counter) + delta);
        }
    }
}
