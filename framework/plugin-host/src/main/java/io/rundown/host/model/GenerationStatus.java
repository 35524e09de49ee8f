package io.rundown.host.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One generation as it was when asked.
 *
 * @param pluginId the plugin
 * @param version the generation's version
 * @param generation its number
 * @param phase where it stands
 * @param file where it was loaded from
 * @param since when it was loaded
 * @param dependsOn ids of the plugins it is linked to
 * @param calls calls let in so far; one that returns a future counts once
 * @param inside guards open now: calls inside, nested ones counted each, and asynchronous calls not yet completed
 * @param async how many of these are asynchronous calls
 * @param refused calls refused so far
 */
public record GenerationStatus(
        String pluginId,
        String version,
        int generation,
        GenerationPhase phase,
        Path file,
        Instant since,
        List<String> dependsOn,
        long calls,
        long inside,
        long async,
        long refused) {}
