/** Tests of the host through its public face, each with plugins built on the fly. */
@NullMarked
package io.rundown.host;

import org.jspecify.annotations.NullMarked;
