/**
 * The plugin {@code tax} in version 2.0.0: a rate for each country.
 *
 * <p>Its classes have the same names as those of version 1.0.0, and every total of an order of 1.00 or more differs.
 */
@NullMarked
package io.rundown.sample.tax;

import org.jspecify.annotations.NullMarked;
