package io.rundown.sample.audit;

/** A checkout went by unaudited. Whoever keeps it keeps this plugin. */
final class UnauditedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnauditedException(String order) {
        super("Order '" + order + "' was checked out without an auditor on duty");
    }
}
