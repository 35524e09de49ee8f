/**
 * Which files may become plugins: a {@link io.rundown.host.verify.PluginVerifier} judges every file before anything is
 * made of it. Checksums and signatures are built in. Uses nothing of the host but its model.
 */
@NullMarked
package io.rundown.host.verify;

import org.jspecify.annotations.NullMarked;
