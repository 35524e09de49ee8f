package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts the warnings that anything in the JVM writes with {@code java.util.logging}. */
final class WarningCounter extends Handler implements Loan {

    /** Kept, as the JVM itself keeps loggers weakly. */
    private final Logger root = Logger.getLogger("");

    private final LongAdder warnings = new LongAdder();

    WarningCounter() {
        setLevel(Level.WARNING);
    }

    /** Begins to count. */
    WarningCounter atTheRootLogger() {
        root.addHandler(this);
        return this;
    }

    long warnings() {
        return warnings.sum();
    }

    @Override
    public void publish(LogRecord entry) {
        if (isLoggable(entry)) {
            warnings.increment();
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public Leak leak() {
        return Leak.LOGGING;
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }
}
