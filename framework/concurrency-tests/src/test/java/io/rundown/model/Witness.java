package io.rundown.model;

import static io.rundown.model.Names.CALLERS;
import static io.rundown.model.Names.CURRENT;
import static io.rundown.model.Names.ENTERS;
import static io.rundown.model.Names.EXITS;
import static io.rundown.model.Names.FREED;
import static io.rundown.model.Names.INSIDE;
import static io.rundown.model.Names.LANE_ENTERS;
import static io.rundown.model.Names.LANE_EXITS;
import static io.rundown.model.Names.LATE;
import static io.rundown.model.Names.MINE;
import static io.rundown.model.Names.SHUT;
import static io.rundown.model.Names.STRIPES;

/** What only the properties know, and when they are looked at. */
final class Witness {

    private Witness() {}

    static void nobodyIsInsideWhatIsFreed(Machine machine) {
        if (machine.memory(FREED) == 1) {
            for (int caller = 0; caller < CALLERS; caller++) {
                machine.require(
                        Property.SAFE,
                        machine.memory(INSIDE + caller) == 0,
                        "caller " + caller + " is inside what was freed");
            }
        }
    }

    static void startsToAcquire(Turn t, int caller) {
        boolean outside = t.known(INSIDE + caller) == 0;
        if (outside && t.known(SHUT) == 1) {
            t.know(LATE + caller, 1);
        }
    }

    static void isAdmitted(Turn t, int caller) {
        t.require(Property.SHUT, t.known(LATE + caller) == 0, "caller " + caller + " got in after begin had returned");
        t.know(INSIDE + caller, t.known(INSIDE + caller) + 1);
    }

    static void isRefused(Turn t, int caller) {
        t.require(
                Property.NESTING,
                t.known(INSIDE + caller) == 0,
                "a nested acquire of caller " + caller + " was refused");
        t.know(LATE + caller, 0);
    }

    static void leaves(Turn t, int caller) {
        t.know(INSIDE + caller, t.known(INSIDE + caller) - 1);
    }

    static void isShut(Turn t) {
        if (t.load(CURRENT) != t.get(MINE)) {
            return;
        }
        int inside = 0;
        int counted = 0;
        for (int caller = 0; caller < CALLERS; caller++) {
            inside += Math.min(1, t.known(INSIDE + caller));
            counted += t.load(ENTERS + caller) - t.load(EXITS + caller);
        }
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            counted += t.load(LANE_ENTERS + stripe) - t.load(LANE_EXITS + stripe);
        }
        t.require(Property.COUNTED, inside <= counted, "begin has returned, and a caller who is inside is not counted");
        t.know(SHUT, 1);
    }
}
