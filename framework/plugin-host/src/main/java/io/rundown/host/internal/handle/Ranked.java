package io.rundown.host.internal.handle;

/**
 * Something of an extension's with the place that the extension claims among its kind.
 *
 * @param value the extension, or its handle
 * @param ordinal {@link org.pf4j.Extension#ordinal()}: the smaller, the earlier
 */
public record Ranked<T>(T value, int ordinal) {}
