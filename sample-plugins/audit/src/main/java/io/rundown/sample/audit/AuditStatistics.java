package io.rundown.sample.audit;

/** The figures of the running plugin. */
final class AuditStatistics implements AuditStatisticsMBean {

    private final Watch watch;
    private final WarningCounter warnings;
    private final Comparisons comparisons;

    AuditStatistics(Watch watch, WarningCounter warnings, Comparisons comparisons) {
        this.watch = watch;
        this.warnings = warnings;
        this.comparisons = comparisons;
    }

    @Override
    public long getAudits() {
        return watch.audits();
    }

    @Override
    public long getCheckouts() {
        return watch.checkouts();
    }

    @Override
    public long getWarnings() {
        return warnings.warnings();
    }

    @Override
    public void compare() {
        comparisons.request();
    }
}
