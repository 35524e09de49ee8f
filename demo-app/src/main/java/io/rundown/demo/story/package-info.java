/** The story that the demo plays, the facts it gathers, and the verdicts that are drawn from them. */
@NullMarked
package io.rundown.demo.story;

import org.jspecify.annotations.NullMarked;
