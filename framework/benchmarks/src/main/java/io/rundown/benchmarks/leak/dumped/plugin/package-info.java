/** What the class loaders of a dump have loaded, the one that leaks among them; copied there as class files. */
@NullMarked
package io.rundown.benchmarks.leak.dumped.plugin;

import org.jspecify.annotations.NullMarked;
