/**
 * jcstress: callers and owners of one protection at the same moment, many times. Every outcome that may be seen has a
 * sentence; one that may not fails the build.
 */
@NullMarked
package io.rundown.jcstress;

import org.jspecify.annotations.NullMarked;
