package io.rundown.host;

import io.rundown.host.internal.handle.Gate;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who is inside a generation.
 *
 * @param calls the threads
 * @param async asynchronous calls not yet completed
 */
record Inside(List<CallInside> calls, long async) {

    static final Inside NOBODY = new Inside(List.of(), 0);

    /**
     * Looks.
     *
     * @param closedFor how long nobody has been let in: every thread inside has been there at least as long
     */
    static Inside of(Gate gate, Duration closedFor) {
        return new Inside(
                gate.callsInside().stream()
                        .map(each -> each.orLonger(closedFor))
                        .toList(),
                gate.protection().heldTransferable());
    }

    boolean isNobody() {
        return calls.isEmpty() && async == 0;
    }

    Optional<CallInside> longest() {
        return calls.stream().max(Comparator.comparing(CallInside::atLeast));
    }

    /** The evidence in one line. */
    @Override
    public String toString() {
        return longest()
                .map(call -> calls.size() + (calls.size() == 1 ? " call" : " calls") + " inside, the longest at least "
                        + Durations.inWords(call.atLeast()) + ": " + whose(call)
                        + (async == 0 ? "" : "; " + asyncInWords()))
                .orElse(async == 0 ? "nobody inside" : asyncInWords());
    }

    String asyncInWords() {
        return async + " asynchronous " + (async == 1 ? "call" : "calls") + " not completed";
    }

    /** The call and its thread. */
    static String whose(CallInside call) {
        return (call.method().isEmpty() ? "a call" : call.method()) + " on '" + call.threadName() + "'";
    }
}
