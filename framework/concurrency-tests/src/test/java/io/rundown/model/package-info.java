/**
 * A model of the protection's fast path on a machine with store buffers, and a checker that visits every state that the
 * model can reach. {@link io.rundown.model.Machine} is the hardware, {@link io.rundown.model.Program} the language,
 * {@link io.rundown.model.Checker} the search, {@link io.rundown.model.Algorithm} what is checked.
 */
@NullMarked
package io.rundown.model;

import org.jspecify.annotations.NullMarked;
