package io.rundown.host.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the host logs, at every level, until this is closed. */
public final class LoggedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.rundown.host.PluginHost");
    private final Level levelBefore = logger.getLevel();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    private LoggedLines() {}

    public static LoggedLines listen() {
        LoggedLines lines = new LoggedLines();
        lines.setContext(lines.logger.getLoggerContext());
        lines.start();
        lines.logger.setLevel(Level.DEBUG);
        lines.logger.setAdditive(false);
        lines.logger.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    /** The messages of one level so far. */
    public List<String> at(Level level) {
        return events.stream()
                .filter(each -> each.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(levelBefore);
        stop();
    }
}
