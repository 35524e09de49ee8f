/** Tests of the protection's meaning and, in {@code RundownStressTest}, of its promise under load. */
@NullMarked
package io.rundown;

import org.jspecify.annotations.NullMarked;
