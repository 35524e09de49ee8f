/**
 * Metrics of a plugin host for Micrometer. Uses what {@code io.rundown.host} and its model offer everyone, and nothing that
 * is internal there; nothing of the host uses this.
 */
@NullMarked
package io.rundown.micrometer;

import org.jspecify.annotations.NullMarked;
