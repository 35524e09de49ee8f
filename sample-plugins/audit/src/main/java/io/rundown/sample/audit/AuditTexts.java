package io.rundown.sample.audit;

import java.util.ListResourceBundle;

/** What the audit says to people. Made by {@link java.util.ResourceBundle}, which is why it is public. */
public final class AuditTexts extends ListResourceBundle {

    static final String RATE = "rate";
    static final String LAST_WORD = "last.word";

    /** For {@link java.util.ResourceBundle}. */
    public AuditTexts() {}

    @Override
    protected Object[][] getContents() {
        return new Object[][] {
            {RATE, "%d audits since the last time"}, {LAST_WORD, "The JVM ends after %d audits of %d checkouts"}
        };
    }
}
