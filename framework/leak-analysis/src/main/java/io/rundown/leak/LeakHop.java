package io.rundown.leak;

/**
 * One step on a path, as a person would say it: what happens inside collections is one step.
 *
 * @param step as in an expression: {@code .listeners}, {@code ["tax"]}, {@code [3]}
 * @param type the class of the object that it leads to
 */
public record LeakHop(String step, String type) {}
