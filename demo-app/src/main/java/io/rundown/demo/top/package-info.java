/** The live view of a host: what it shows is computed from two looks at the host; painting is up to others. */
@NullMarked
package io.rundown.demo.top;

import org.jspecify.annotations.NullMarked;
