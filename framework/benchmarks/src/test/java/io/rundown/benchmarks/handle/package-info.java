@NullMarked
package io.rundown.benchmarks.handle;

import org.jspecify.annotations.NullMarked;
