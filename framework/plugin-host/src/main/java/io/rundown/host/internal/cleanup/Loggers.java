package io.rundown.host.internal.cleanup;

import io.rundown.host.model.Leftover.Kind;
import java.util.Collections;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Goes through all loggers. */
final class Loggers {

    private static final String ADVICE = "take it away in Plugin.stop()";

    private Loggers() {}

    static void clean(DepartingPlugin plugin, Findings findings) {
        LogManager manager = LogManager.getLogManager();
        for (String name : Collections.list(manager.getLoggerNames())) {
            Logger logger = manager.getLogger(name);
            if (logger != null) {
                look(logger, name.isEmpty() ? "the root logger" : "logger '" + name + "'", plugin, findings);
            }
        }
    }

    private static void look(Logger logger, String where, DepartingPlugin plugin, Findings findings) {
        if (plugin.ownsObject(logger.getFilter())) {
            take("filter of " + where, findings, () -> logger.setFilter(null));
        }
        if (plugin.ownsObject(logger.getLevel())) {
            take("level of " + where, findings, () -> logger.setLevel(null));
        }
        for (Handler each : logger.getHandlers()) {
            if (plugin.ownsObject(each)) {
                take("handler " + Names.of(each) + " of " + where, findings, () -> {
                    logger.removeHandler(each); // before its own code runs
                    each.close();
                });
            } else {
                look(each, "handler " + Names.of(each) + " of " + where, plugin, findings);
            }
        }
    }

    private static void look(Handler handler, String where, DepartingPlugin plugin, Findings findings) {
        if (plugin.ownsObject(handler.getFilter())) {
            take("filter of " + where, findings, () -> handler.setFilter(null));
        }
        if (plugin.ownsObject(handler.getFormatter())) {
            take("formatter of " + where, findings, () -> handler.setFormatter(new SimpleFormatter()));
        }
        if (plugin.ownsObject(handler.getErrorManager())) {
            take("error manager of " + where, findings, () -> handler.setErrorManager(new ErrorManager()));
        }
        if (plugin.ownsObject(handler.getLevel())) {
            take("level of " + where, findings, () -> handler.setLevel(Level.ALL));
        }
    }

    private static void take(String what, Findings findings, Findings.Removal removal) {
        findings.take(Kind.LOGGING, what, ADVICE, removal);
    }
}
