/** Tests of single parts of the call path that no test of the whole host can reach. */
@NullMarked
package io.rundown.host.internal.handle;

import org.jspecify.annotations.NullMarked;
