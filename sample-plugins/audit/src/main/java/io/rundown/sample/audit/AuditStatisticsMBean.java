package io.rundown.sample.audit;

/** What a console shows of the audit. Public, as an MBean's interface has to be. */
public interface AuditStatisticsMBean {

    /**
     * Counts audits.
     *
     * @return how many there were since the start
     */
    long getAudits();

    /**
     * Counts checkouts.
     *
     * @return how many there were since the start
     */
    long getCheckouts();

    /**
     * Counts warnings.
     *
     * @return how many anything in the JVM has written since the start
     */
    long getWarnings();

    /** Asks for a comparison of audits and checkouts, which goes to the log. */
    void compare();
}
