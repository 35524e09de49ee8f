/**
 * The host as JMX clients see it: the management interface and what its attributes consist of. Nothing here refers to the
 * rest of the host, so a client needs this package at the most.
 */
@NullMarked
package io.rundown.host.jmx;

import org.jspecify.annotations.NullMarked;
