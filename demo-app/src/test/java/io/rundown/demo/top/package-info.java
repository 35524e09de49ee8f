/** Tests of the package of the same name. */
@NullMarked
package io.rundown.demo.top;

import org.jspecify.annotations.NullMarked;
