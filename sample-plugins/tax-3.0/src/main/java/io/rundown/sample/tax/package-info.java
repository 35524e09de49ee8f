/**
 * The plugin {@code tax} in version 3.0.0: tables by year, and the year that it wants is missing.
 *
 * <p>A release as it should not be: it compiles, it loads, and it fails when it starts.
 */
@NullMarked
package io.rundown.sample.tax;

import org.jspecify.annotations.NullMarked;
