package io.rundown.sample.audit;

/** What has come together so far, as a bean. Public, as {@link java.beans.Introspector} needs it. */
public final class Totals {

    private final long audits;
    private final long checkouts;

    Totals(long audits, long checkouts) {
        this.audits = audits;
        this.checkouts = checkouts;
    }

    /**
     * Counts audits.
     *
     * @return how many
     */
    public long getAudits() {
        return audits;
    }

    /**
     * Counts checkouts.
     *
     * @return how many
     */
    public long getCheckouts() {
        return checkouts;
    }
}
