/** Everything that can fail, made to fail: alone and together with others. */
@NullMarked
package io.rundown.host.faults;

import org.jspecify.annotations.NullMarked;
