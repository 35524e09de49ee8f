/**
 * The plugin {@code rates}: what shipping costs.
 *
 * <p>{@link io.rundown.sample.rates.RateTable} is for other plugins to link to; the rest is the plugin's own.
 */
@NullMarked
package io.rundown.sample.rates;

import org.jspecify.annotations.NullMarked;
