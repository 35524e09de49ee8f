package io.rundown.host.soak;

/**
 * What a plugin says.
 *
 * @param begin the generation in which the call began
 * @param end the generation in which it ended
 */
public record Answer(Life begin, Life end) {}
