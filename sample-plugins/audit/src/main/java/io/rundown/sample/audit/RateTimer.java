package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Timer;
import java.util.TimerTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs now and then how many audits there were since the last time. */
final class RateTimer implements Loan {

    /** What its thread is called. */
    static final String THREAD = "audit-rate";

    private static final Logger log = LoggerFactory.getLogger(RateTimer.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final Timer timer = new Timer(THREAD, true);

    RateTimer(Watch watch, ResourceBundle texts) {
        timer.schedule(new Report(watch, texts.getString(AuditTexts.RATE)), PERIOD_MILLIS, PERIOD_MILLIS);
    }

    @Override
    public Leak leak() {
        return Leak.TIMER;
    }

    @Override
    public void close() {
        timer.cancel();
    }

    /** For the timer's thread alone. */
    private static final class Report extends TimerTask {

        private final Watch watch;
        private final String text;
        private long before;

        Report(Watch watch, String text) {
            this.watch = watch;
            this.text = text;
        }

        @Override
        public void run() {
            long now = watch.audits();
            log.trace(String.format(Locale.ROOT, text, now - before));
            before = now;
        }
    }
}
