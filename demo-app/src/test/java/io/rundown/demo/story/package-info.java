/** Tests of the verdicts. */
@NullMarked
package io.rundown.demo.story;

import org.jspecify.annotations.NullMarked;
