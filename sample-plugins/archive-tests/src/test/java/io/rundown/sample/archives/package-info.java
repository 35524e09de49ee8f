/** Tests of the sample plugins as they are packaged. No class of a plugin is on the class path here. */
@NullMarked
package io.rundown.sample.archives;

import org.jspecify.annotations.NullMarked;
