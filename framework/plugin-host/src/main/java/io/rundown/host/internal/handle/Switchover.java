package io.rundown.host.internal.handle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One instant at which several slots turn to other gates. While it is being prepared, calls take the long way and find
 * the gate that was there; one store later, all of them find the new ones; then each slot is tidied up. Nobody waits.
 * A thread that has called one of the plugins in its new generation calls all others in theirs.
 */
public final class Switchover {

    /** The instant. Stored after every slot was prepared, and read by whoever meets a prepared slot. */
    private volatile boolean done;

    Switchover() {}

    /**
     * Turns the slots.
     *
     * @param gates the new gate of each slot
     */
    public static void publish(Map<Slot, Gate> gates) {
        if (gates.size() == 1) {
            gates.forEach(Slot::publish);
            return;
        }
        Switchover switchover = new Switchover();
        List<Slot> prepared = new ArrayList<>();
        try {
            gates.forEach((slot, gate) -> {
                slot.prepare(gate, switchover);
                prepared.add(slot);
            });
            switchover.complete();
        } finally {
            if (!switchover.done) {
                prepared.forEach(Slot::abandonSwitch);
            }
        }
        gates.keySet().forEach(Slot::finishSwitch);
    }

    /** The instant: one store. */
    void complete() {
        done = true;
    }

    boolean isDone() {
        return done;
    }
}
