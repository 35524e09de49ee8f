/** The proof that an unloaded plugin is gone, in JVMs of their own: under every collector, by chance, and short of memory. */
@NullMarked
package io.rundown.host.reclamation;

import org.jspecify.annotations.NullMarked;
