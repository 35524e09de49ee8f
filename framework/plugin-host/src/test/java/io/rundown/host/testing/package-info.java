/** What the tests of the host share: plugins built on the fly, extension points for them, and proofs of collection. */
@NullMarked
package io.rundown.host.testing;

import org.jspecify.annotations.NullMarked;
