package io.rundown.sample.fraud;

import io.rundown.sample.checkout.FraudCheck;
import io.rundown.sample.checkout.FraudVerdict;
import io.rundown.sample.checkout.Order;
import org.pf4j.Extension;

/** Asks the {@link RiskModel}, and takes its time as a check that asks around in the world would. */
@Extension
public final class RiskCheck implements FraudCheck {

    private static final int SHORTEST_MILLIS = 20;
    private static final int LONGEST_MILLIS = 200;

    private final Pause pause;

    /** How the time passes; tests do not wait. */
    @FunctionalInterface
    interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /** Called by the plugin manager. */
    public RiskCheck() {
        this(Thread::sleep);
    }

    RiskCheck(Pause pause) {
        this.pause = pause;
    }

    @Override
    public FraudVerdict check(Order order) throws InterruptedException {
        pause.millis(millisFor(order.id()));
        return RiskModel.risk(order) >= RiskModel.LIMIT ? FraudVerdict.SUSPICIOUS : FraudVerdict.CLEAR;
    }

    /** The same for the same id, and spread over the whole range for ids that differ in their last digit only. */
    static int millisFor(String orderId) {
        int mixed = orderId.hashCode() * 0x9E3779B9;
        return SHORTEST_MILLIS + Math.floorMod(mixed ^ (mixed >>> 16), LONGEST_MILLIS - SHORTEST_MILLIS + 1);
    }
}
