package io.rundown.sample.tax;

import org.pf4j.Plugin;

/** The plugin {@code tax}. It reads its table when it starts, so that a missing one is found before the first order. */
public final class TaxPlugin extends Plugin {

    /** What {@link TaxRule} signs its prices with. */
    static final String RULE = "tax 3.0.0";

    /** The year whose table is used. */
    static final int YEAR = 2027;

    /** Called by the plugin manager. */
    public TaxPlugin() {}

    /**
     * Reads the table.
     *
     * @throws IllegalStateException always, as the archive carries the tables of earlier years only
     */
    @Override
    public void start() {
        TaxTable table = TaxTable.of(YEAR);
        log.debug("Prices come from {} with {}", RULE, table);
    }
}
