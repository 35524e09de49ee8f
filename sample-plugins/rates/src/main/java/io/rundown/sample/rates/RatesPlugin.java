package io.rundown.sample.rates;

import org.pf4j.Plugin;

/** The plugin {@code rates}. It holds nothing that would have to be started or stopped. */
public final class RatesPlugin extends Plugin {

    /** Called by the plugin manager. */
    public RatesPlugin() {}

    @Override
    public void start() {
        log.debug("Shipping to {} countries", new RateTable().countries().size());
    }
}
