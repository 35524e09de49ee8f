/** Tests of the package of the same name. */
@NullMarked
package io.rundown.demo.session;

import org.jspecify.annotations.NullMarked;
