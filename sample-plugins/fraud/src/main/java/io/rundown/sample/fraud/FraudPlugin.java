package io.rundown.sample.fraud;

import org.pf4j.Plugin;

/** The plugin {@code fraud}. It holds nothing that would have to be started or stopped. */
public final class FraudPlugin extends Plugin {

    /** Called by the plugin manager. */
    public FraudPlugin() {}

    @Override
    public void start() {
        log.debug("Orders are suspicious from a risk of {} on", RiskModel.LIMIT);
    }
}
