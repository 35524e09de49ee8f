/** What the command line and the shell share: a host with plugins, what can be shown and called, and mistakes. */
@NullMarked
package io.rundown.demo.session;

import org.jspecify.annotations.NullMarked;
