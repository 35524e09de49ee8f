/**
 * Who still holds a class loader: reads a heap dump of this JVM or any other, finds the shortest strong paths from the
 * roots of the garbage collector, and tells them in sentences. Knows nothing of plugins and uses nothing but the JDK.
 */
@NullMarked
package io.rundown.leak;

import org.jspecify.annotations.NullMarked;
