/**
 * What is known to go wrong when plugins are unloaded and reloaded while they are in use: one test each, which says what
 * happens elsewhere. What each of them touches is tested in depth beside the classes concerned.
 */
@NullMarked
package io.rundown.host.hazards;

import org.jspecify.annotations.NullMarked;
