package io.rundown.demo.shell;

import io.rundown.demo.session.Times;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Unloads a plugin. */
@Command(
        name = "unload",
        description = "Unload a plugin and what is linked to it.",
        footer = {"", "Ctrl-C ends the wait for calls as if its time were over."})
final class UnloadCommand extends InShell implements Runnable {

    @Parameters(paramLabel = ShellCommands.PLUGIN_ID, description = "The plugin.")
    private String id = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Times.class,
            description = "How long to wait for the calls inside, as in 500ms, 5s or 2m. Default: 30s.")
    private @Nullable Duration timeout;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "resume",
            converter = Policies.class,
            completionCandidates = Policies.class,
            description = "What to do if some do not end: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OnTimeout onTimeout = OnTimeout.RESUME;

    @Override
    public void run() {
        UnloadPolicy policy = UnloadPolicy.DEFAULT.withOnTimeout(onTimeout);
        UnloadReport report = host().unload(id, timeout == null ? policy : policy.withDrainTimeout(timeout));
        report.generations().stream().filter(GenerationUnload::gone).forEach(out()::println);
        if (!report.unloaded()) {
            throw new UserMistake("Not unloaded: "
                    + report.generations().stream()
                            .filter(each -> !each.gone())
                            .map(GenerationUnload::toString)
                            .collect(Collectors.joining("; ")));
        }
    }

    /** The policies as a person types them. */
    static final class Policies implements ITypeConverter<OnTimeout>, Iterable<String> {

        @Override
        public OnTimeout convert(String text) {
            for (OnTimeout each : OnTimeout.values()) {
                if (typed(each).equals(text)) {
                    return each;
                }
            }
            throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", this));
        }

        private static String typed(OnTimeout policy) {
            return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public Iterator<String> iterator() {
            return List.of(OnTimeout.values()).stream().map(Policies::typed).iterator();
        }
    }
}
