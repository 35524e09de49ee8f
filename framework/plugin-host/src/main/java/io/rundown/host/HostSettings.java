package io.rundown.host;

import io.rundown.host.model.PluginListener;
import io.rundown.host.model.UnloadPolicy;
import java.time.Duration;
import java.util.List;

/**
 * What the builder decided.
 *
 * @param applicationLoader where plugins find the application's classes
 * @param unloadPolicy for operations that are not given one
 * @param startTimeout how long construction, {@code start()} and the making of extensions may each take
 * @param stopTimeout how long {@code stop()} may take
 * @param closeOnShutdown whether the host closes when the JVM ends
 * @param listeners told everything from the beginning
 * @param parts which of pf4j's parts the application has replaced
 * @param requirements what the application is to plugins
 */
record HostSettings(
        ClassLoader applicationLoader,
        UnloadPolicy unloadPolicy,
        Duration startTimeout,
        Duration stopTimeout,
        boolean closeOnShutdown,
        List<PluginListener> listeners,
        PluginParts parts,
        Requirements requirements) {}
