/** What plugins leave behind: that it keeps their class loaders, is told, and is taken away. */
@NullMarked
package io.rundown.host.leftovers;

import org.jspecify.annotations.NullMarked;
