package io.rundown.host.verify;

import java.nio.file.Path;

/**
 * A file that wants to become a plugin.
 *
 * @param source the path it was loaded from; what is there may change at any time, so it serves for messages only
 * @param copy the host's own copy, whose bytes will be loaded: a jar or a zip, whatever its name ends with, or a folder;
 *     must not be changed, and is not there for longer than the check
 */
public record PluginFile(Path source, Path copy) {}
