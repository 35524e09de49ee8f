/** Tests of what the host says. */
@NullMarked
package io.rundown.host.model;

import org.jspecify.annotations.NullMarked;
