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
 * @param calls the threads, and after them the asynchronous calls that have been waiting longest
 * @param async how many asynchronous calls are not complete, all of them
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
                        .map(each -> each.isAsynchronous() ? each : each.orLonger(closedFor))
                        .toList(),
                gate.protection().heldTransferable());
    }

    boolean isNobody() {
        return calls.isEmpty() && async == 0;
    }

    /** The thread that has been inside longest, as far as is known. */
    Optional<CallInside> longest() {
        return threads().stream().max(Comparator.comparing(CallInside::atLeast));
    }

    private List<CallInside> threads() {
        return calls.stream().filter(each -> !each.isAsynchronous()).toList();
    }

    /** The evidence in one line. */
    @Override
    public String toString() {
        int threads = threads().size();
        return longest()
                .map(call -> threads + (threads == 1 ? " call" : " calls") + " inside, the longest at least "
                        + Durations.inWords(call.atLeast()) + ": " + whose(call)
                        + (async == 0 ? "" : "; " + asyncInWords()))
                .orElse(async == 0 ? "nobody inside" : asyncInWords());
    }

    String asyncInWords() {
        String longest = calls.stream()
                .filter(CallInside::isAsynchronous)
                .max(Comparator.comparing(CallInside::atLeast))
                .map(call -> ", the longest for " + Durations.inWords(call.atLeast()) + ": " + call.method())
                .orElse("");
        return async + " asynchronous " + (async == 1 ? "call" : "calls") + " not completed" + longest;
    }

    /** Asynchronous calls that are not among the {@link #calls()}: those that have just come or gone. */
    long unnamed() {
        return Math.max(0, async - (calls.size() - threads().size()));
    }

    /** The call and its thread. */
    static String whose(CallInside call) {
        return (call.method().isEmpty() ? "a call" : call.method()) + " on " + call.thread();
    }
}
