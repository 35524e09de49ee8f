/** A long run of calls and changes at once, in which no call may fail. */
@NullMarked
package io.rundown.host.soak;

import org.jspecify.annotations.NullMarked;
