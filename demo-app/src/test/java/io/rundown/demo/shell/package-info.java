/** Tests of the package of the same name. */
@NullMarked
package io.rundown.demo.shell;

import org.jspecify.annotations.NullMarked;
