/**
 * Reads heap dumps in the HPROF format: what is where in the file, and which number each object has. Knows nothing of
 * leaks; nothing here is API.
 */
@NullMarked
package io.rundown.leak.internal.hprof;

import org.jspecify.annotations.NullMarked;
