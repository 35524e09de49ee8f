package io.rundown.host.faults;

import java.util.EnumSet;
import java.util.Set;

/**
 * The plugin's own code misbehaves.
 *
 * @param place where
 * @param misdeed how
 */
record PluginFault(Place place, Misdeed misdeed) implements Fault {

    @Override
    public Set<Operation> breaks() {
        if (misdeed == Misdeed.LEAVES_AN_INTERRUPT) {
            return EnumSet.noneOf(Operation.class);
        }
        return switch (place) {
            case CONSTRUCTOR, START, EXTENSION -> EnumSet.of(Operation.LOAD, Operation.RELOAD, Operation.CHANGE);
            case CALL -> EnumSet.of(Operation.CALL);
            // A plugin goes whatever its stop() does, and unless it says that it wants to stay.
            case VETO, STOP, CLEAN_UP -> EnumSet.noneOf(Operation.class);
        };
    }

    @Override
    public void arm(Bench bench) {
        Mischief.arm(place, misdeed);
    }

    @Override
    public void disarm(Bench bench) {
        Mischief.disarm();
    }

    @Override
    public boolean hangs() {
        return misdeed == Misdeed.HANG;
    }

    @Override
    public String toString() {
        return misdeed + " in " + place;
    }
}
