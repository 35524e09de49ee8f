package io.rundown.host.internal.handle;

import io.rundown.Guard;

/**
 * How a call came in that was refused at first.
 *
 * @param gate the gate that let it in
 * @param guard what to close when it leaves
 */
public record Entry(Gate gate, Guard guard) {}
