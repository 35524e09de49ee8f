/**
 * Lincheck: what concurrent callers and owners see of the protection can be explained by {@link
 * io.rundown.lincheck.RundownSpec}, whose operations happen one after the other.
 */
@NullMarked
package io.rundown.lincheck;

import org.jspecify.annotations.NullMarked;
