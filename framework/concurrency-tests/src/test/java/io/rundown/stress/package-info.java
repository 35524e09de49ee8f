/** Callers of every kind against an owner who runs down again and again, for as long as one likes. */
@NullMarked
package io.rundown.stress;

import org.jspecify.annotations.NullMarked;
