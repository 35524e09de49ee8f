package io.rundown.host;

import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.model.GenerationPhase;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks plugins whether they may go. The caller holds the claims of their ids. */
final class Vetoes {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private Vetoes() {}

    /**
     * Asks those that are serving, all of them, so that a person hears every objection at once.
     *
     * @param limit for each answer
     * @return the objections, by generation; empty if all may go
     */
    static Map<Generation, String> against(Collection<Generation> going, Duration limit) {
        Map<Generation, String> objections = new LinkedHashMap<>();
        for (Generation each : going) {
            String objection = each.phase() == GenerationPhase.ACTIVE ? objectionOf(each, limit) : null;
            if (objection != null) {
                log.info("{} objects to being unloaded: {}", each, objection);
                objections.put(each, objection);
            }
        }
        return objections;
    }

    private static @Nullable String objectionOf(Generation generation, Duration limit) {
        for (Ranked<Object> extension : generation.gate().extensions()) {
            if (extension.value() instanceof UnloadVeto veto) {
                LifecycleCalls.Outcome<Optional<String>> answer =
                        LifecycleCalls.call(generation, "veto", limit, veto::objection);
                if (answer.failure() != null) {
                    log.warn(
                            "{}: its objection() {}; it is unloaded all the same{}{}",
                            generation,
                            answer.problem(),
                            System.lineSeparator(),
                            answer.failure().stackTrace());
                } else if (answer.value() != null && answer.value().isPresent()) {
                    return answer.value().get();
                }
            }
        }
        return null;
    }
}
