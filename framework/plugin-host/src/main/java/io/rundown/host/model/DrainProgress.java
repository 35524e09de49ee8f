package io.rundown.host.model;

import java.time.Instant;

/**
 * How far a generation that is {@link GenerationPhase#DRAINING} has got.
 *
 * @param since when it began
 * @param refused calls refused since then; while a reload is draining the old generation, its calls go to the new one
 */
public record DrainProgress(Instant since, long refused) {}
