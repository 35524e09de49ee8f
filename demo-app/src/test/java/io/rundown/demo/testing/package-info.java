/** What the tests of several packages need. */
@NullMarked
package io.rundown.demo.testing;

import org.jspecify.annotations.NullMarked;
