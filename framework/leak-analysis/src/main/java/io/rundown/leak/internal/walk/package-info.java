/** Goes from the roots of a heap to the objects of class loaders. Nothing here is API. */
@NullMarked
package io.rundown.leak.internal.walk;

import org.jspecify.annotations.NullMarked;
