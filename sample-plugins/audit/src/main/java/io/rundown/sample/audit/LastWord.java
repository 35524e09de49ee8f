package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import java.util.Locale;
import java.util.ResourceBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the totals if the JVM ends while the plugin is running. */
final class LastWord extends Thread implements Loan {

    private static final Logger log = LoggerFactory.getLogger(LastWord.class);

    private final Watch watch;
    private final String text;

    LastWord(Watch watch, ResourceBundle texts) {
        super("audit-last-word");
        this.watch = watch;
        this.text = texts.getString(AuditTexts.LAST_WORD);
    }

    /** Waits for the end of the JVM from now on. */
    LastWord waiting() {
        Runtime.getRuntime().addShutdownHook(this);
        return this;
    }

    @Override
    public void run() {
        log.info(String.format(Locale.ROOT, text, watch.audits(), watch.checkouts()));
    }

    @Override
    public Leak leak() {
        return Leak.SHUTDOWN_HOOK;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException e) {
            log.debug("The JVM is ending, and so the hook has its last word", e);
        }
    }
}
