package io.rundown.demo.shell;

import io.rundown.demo.checkout.Checkout;
import io.rundown.demo.checkout.PriceBook;
import io.rundown.demo.checkout.Tally;
import io.rundown.demo.checkout.Traffic;
import io.rundown.demo.screen.Brief;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import org.jspecify.annotations.Nullable;

/** Checkouts in the background, for a person to try things on. Used by one thread. */
final class LoadTest {

    private final PluginHost host;
    private @Nullable Traffic traffic;
    private @Nullable Tally tally;
    private long startNanos;

    LoadTest(PluginHost host) {
        this.host = host;
    }

    void start(int threads) {
        if (traffic != null) {
            throw new UserMistake("The load test is running already; load-test stop ends it");
        }
        if (threads < 1 || threads > 1_000) {
            throw new UserMistake("A load test has between 1 and 1000 threads, not " + threads);
        }
        Tally counts = new Tally();
        Checkout checkout = new Checkout(host, counts, new PriceBook());
        tally = counts;
        startNanos = System.nanoTime();
        traffic = new Traffic(checkout, threads);
    }

    void stop() {
        if (traffic != null) {
            traffic.close();
            traffic = null;
        }
    }

    boolean isRunning() {
        return traffic != null;
    }

    void requireStarted() {
        if (tally == null) {
            throw new UserMistake("There is no load test; load-test start N begins one");
        }
    }

    @Override
    public String toString() {
        if (tally == null) {
            return "No load test";
        }
        Tally.Counts counts = tally.counts();
        long millis = Math.max(1, (System.nanoTime() - startNanos) / 1_000_000);
        String state = traffic == null
                ? "Load test ended"
                : "Load test on " + traffic.threads() + " threads, " + Brief.number(counts.checkouts() * 1000 / millis)
                        + "/s";
        return state + ": " + counts.inBrief();
    }
}
