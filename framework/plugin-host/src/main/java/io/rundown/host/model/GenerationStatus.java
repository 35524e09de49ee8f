package io.rundown.host.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One generation as it was when asked.
 *
 * @param pluginId the plugin
 * @param version the generation's version
 * @param generation its number
 * @param phase where it stands
 * @param phaseSince when it made the step to there
 * @param file where it was loaded from
 * @param since when it was loaded
 * @param dependsOn ids of the plugins it is linked to
 * @param dependents ids of the plugins that are linked to it and would have to go before it
 * @param calls calls let in so far; one that returns a future counts once
 * @param inside guards open now: calls inside, nested ones counted each, and asynchronous calls not yet completed
 * @param async how many of these are asynchronous calls
 * @param refused calls refused so far
 * @param drain how far its drain has got; null unless it is draining
 */
public record GenerationStatus(
        String pluginId,
        String version,
        int generation,
        GenerationPhase phase,
        Instant phaseSince,
        Path file,
        Instant since,
        List<String> dependsOn,
        List<String> dependents,
        long calls,
        long inside,
        long async,
        long refused,
        @Nullable DrainProgress drain) {}
