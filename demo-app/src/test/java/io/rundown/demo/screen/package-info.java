/** Tests of how things are shown. */
@NullMarked
package io.rundown.demo.screen;

import org.jspecify.annotations.NullMarked;
