/**
 * The plugin {@code tax} in version 1.0.0: a flat 20 %.
 *
 * <p>Versions 2.0.0 and 3.0.0 have classes of the same names, so that whoever mixes up the class loaders of two
 * versions finds out.
 */
@NullMarked
package io.rundown.sample.tax;

import org.jspecify.annotations.NullMarked;
