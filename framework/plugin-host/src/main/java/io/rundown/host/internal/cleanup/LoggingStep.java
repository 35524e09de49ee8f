package io.rundown.host.internal.cleanup;

import io.rundown.host.model.Leftover.Kind;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;

/** What hangs on the loggers of {@code java.util.logging}, if there is such a thing: {@link Loggers} cannot do without. */
final class LoggingStep implements Step {

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.LOGGING);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) {
        if (!JdkModules.has("java.logging") || !mayLog(plugin)) {
            return;
        }
        Loggers.clean(plugin, findings);
    }

    private static boolean mayLog(DepartingPlugin plugin) {
        return plugin.mayHave(Handler.class)
                || plugin.mayHave(Filter.class)
                || plugin.mayHave(Formatter.class)
                || plugin.mayHave(Level.class)
                || plugin.mayHave(ErrorManager.class);
    }
}
