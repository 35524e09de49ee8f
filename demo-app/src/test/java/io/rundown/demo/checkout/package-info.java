/** Tests of the package of the same name. */
@NullMarked
package io.rundown.demo.checkout;

import org.jspecify.annotations.NullMarked;
