/** What is in the jar of every plugin that the suite {@code handle} loads. */
@NullMarked
package io.rundown.benchmarks.handle.plugin;

import org.jspecify.annotations.NullMarked;
