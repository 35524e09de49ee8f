/**
 * From a file to a class loader: private copies, descriptors, extension indexes, and the loader of one generation. Runs
 * no code of a plugin. Used by {@code io.rundown.host} and by nobody else.
 */
@NullMarked
package io.rundown.host.internal.load;

import org.jspecify.annotations.NullMarked;
