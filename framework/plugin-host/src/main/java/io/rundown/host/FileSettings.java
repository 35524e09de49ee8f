package io.rundown.host;

import io.rundown.host.internal.load.CopyOutput;
import io.rundown.host.verify.PluginVerifier;
import java.time.Duration;

/**
 * What the builder decided about files.
 *
 * @param verifier judges every file before anything is made of it
 * @param unpackLimit how many bytes a zip may have when unpacked
 * @param output where the bytes of private copies go
 * @param quietTime how long a watched file must not have changed before it counts
 */
record FileSettings(PluginVerifier verifier, long unpackLimit, CopyOutput output, Duration quietTime) {}
