package io.rundown.host;

import io.rundown.host.internal.handle.Gates;
import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.model.Failure;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginLoadException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the application whether new generations may serve. */
final class Admission {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final List<AdmissionCheck> checks;
    private final Gates gates;

    Admission(List<AdmissionCheck> checks, Gates gates) {
        this.checks = checks;
        this.gates = gates;
    }

    /**
     * Asks every check.
     *
     * @param started a generation in phase {@code STARTING} that is ready to be published
     * @throws PluginLoadException if one refuses it
     */
    void ask(Generation started) {
        for (AdmissionCheck each : checks) {
            try {
                each.admit(new Started(started));
            } catch (Throwable refusal) { // whatever it is, this generation does not get in
                // In words, because an exception may be the plugin's own.
                Failure failure = Failure.of(refusal);
                log.warn("{} is not admitted: {}", started, failure.stackTrace());
                throw new PluginLoadException(started.copy().source(), "it is not admitted: " + failure, null);
            }
        }
    }

    private final class Started implements AdmissionCheck.Newcomer {

        private final Generation generation;

        Started(Generation generation) {
            this.generation = generation;
        }

        @Override
        public LoadedPlugin plugin() {
            return generation.told();
        }

        @Override
        public <T> List<T> extensions(Class<T> type) {
            List<T> handles = new ArrayList<>();
            for (Ranked<Object> each : generation.gate().extensions()) {
                if (type.isInstance(each.value())) {
                    handles.add(gates.guard(type, type.cast(each.value())));
                }
            }
            return List.copyOf(handles);
        }
    }
}
