/**
 * The plugin {@code carrier}: the asynchronous one. It answers on threads of its own, which are there from start to
 * stop, and links to a class of the plugin {@code rates}.
 */
@NullMarked
package io.rundown.sample.carrier;

import org.jspecify.annotations.NullMarked;
