/** Which collections count for whom, where the test plays the collector; and the probes themselves. */
@NullMarked
package io.rundown.host.internal.reclaim;

import org.jspecify.annotations.NullMarked;
