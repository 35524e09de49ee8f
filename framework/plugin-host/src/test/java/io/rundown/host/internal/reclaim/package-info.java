/** Tests of the watching of closed class loaders. */
@NullMarked
package io.rundown.host.internal.reclaim;

import org.jspecify.annotations.NullMarked;
