package io.rundown.demo.checkout;

import io.rundown.demo.screen.Brief;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of checkouts, from many threads. */
public final class Tally {

    private static final int EXAMPLES = 5;

    private final LongAdder checkouts = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder fraudChecks = new LongAdder();
    private final LongAdder fraudRefusals = new LongAdder();
    private final LongAdder fraudFailures = new LongAdder();

    /** The first few things that went wrong, in words; guarded by itself. */
    private final List<String> examples = new ArrayList<>();

    void checkedOut() {
        checkouts.increment();
    }

    void refused(RuntimeException why) {
        refused.increment();
        example(String.valueOf(why.getMessage()));
    }

    void failed(Throwable why) {
        failed.increment();
        example(why.toString());
    }

    void fraudChecked() {
        fraudChecks.increment();
    }

    /** The fraud check is away, and the checkout goes on without it. */
    void fraudRefused() {
        fraudRefusals.increment();
    }

    /** A fraud check that was let in did not answer. */
    void fraudFailed() {
        fraudFailures.increment();
    }

    private void example(String text) {
        synchronized (examples) {
            if (examples.size() < EXAMPLES) {
                examples.add(text);
            }
        }
    }

    /**
     * All counts at about one moment.
     *
     * @param checkouts that went through
     * @param refused that a plugin other than the fraud check refused
     * @param failed that ended with an exception or a wrong price
     * @param fraudChecks fraud checks that answered
     * @param fraudRefusals fraud checks that were refused
     * @param fraudFailures fraud checks that were let in and did not answer
     * @param examples of what went wrong
     */
    public record Counts(
            long checkouts,
            long refused,
            long failed,
            long fraudChecks,
            long fraudRefusals,
            long fraudFailures,
            List<String> examples) {

        /** What became of checkouts. */
        public String inWords() {
            return checkouts + " checkouts, " + refused + " refused, " + failed + " failed";
        }

        /** The same and how many were not checked for fraud, in as few characters as will do. */
        public String inBrief() {
            return Brief.number(checkouts) + " done, " + Brief.number(refused) + " refused, " + Brief.number(failed)
                    + " failed, " + Brief.number(fraudRefusals) + " unchecked";
        }
    }

    /** The counts so far. */
    public Counts counts() {
        synchronized (examples) {
            return new Counts(
                    checkouts.sum(),
                    refused.sum(),
                    failed.sum(),
                    fraudChecks.sum(),
                    fraudRefusals.sum(),
                    fraudFailures.sum(),
                    List.copyOf(examples));
        }
    }
}
