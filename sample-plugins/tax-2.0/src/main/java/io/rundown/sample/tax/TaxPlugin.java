package io.rundown.sample.tax;

import org.pf4j.Plugin;

/** The plugin {@code tax}. It holds nothing that would have to be started or stopped. */
public final class TaxPlugin extends Plugin {

    /** What {@link TaxRule} signs its prices with. */
    static final String RULE = "tax 2.0.0";

    /** Called by the plugin manager. */
    public TaxPlugin() {}

    @Override
    public void start() {
        log.debug("Prices come from {}", RULE);
    }
}
