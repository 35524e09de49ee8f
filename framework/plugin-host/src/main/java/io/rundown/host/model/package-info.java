/**
 * What the plugin host says: phases, reports, statuses, policies and errors. Immutable values that hold no class, object
 * or loader of a plugin, so that keeping one keeps no plugin alive. Everything else in the host may use this package; it
 * uses nothing of the host.
 */
@NullMarked
package io.rundown.host.model;

import org.jspecify.annotations.NullMarked;
