package io.rundown.host;

import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.WhenUnavailable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the builder decided.
 *
 * @param applicationLoader where plugins find the application's classes
 * @param unloadPolicy for operations that are not given one
 * @param startTimeout how long construction, {@code start()} and the making of extensions may each take
 * @param stopTimeout how long {@code stop()} may take
 * @param lifecycleWait how the host waits for a piece of a plugin's lifecycle
 * @param cleanUp what is done about things that plugins leave behind
 * @param closeOnShutdown whether the host closes when the JVM ends
 * @param whenUnavailable for handles that are not given one
 * @param contextLoaderInCalls whether calls set the context class loader
 * @param verifyCalls whether every call is recorded
 * @param admissionChecks asked before a new generation serves
 * @param listeners told everything from the beginning
 * @param leakExplainer asked what refers to a leaked class loader
 * @param leakNotBefore how long after its closing a class loader may be called a leak at the soonest
 * @param files what concerns files
 * @param parts which of pf4j's parts the application has replaced
 * @param requirements what the application is to plugins
 * @param stuckCalls when calls that keep a plugin from draining are reported
 * @param jmxName the host's name in the platform's MBean server; null if it is not there
 */
record HostSettings(
        ClassLoader applicationLoader,
        UnloadPolicy unloadPolicy,
        Duration startTimeout,
        Duration stopTimeout,
        LifecycleWait lifecycleWait,
        CleanUpPolicy cleanUp,
        boolean closeOnShutdown,
        WhenUnavailable whenUnavailable,
        boolean contextLoaderInCalls,
        boolean verifyCalls,
        List<AdmissionCheck> admissionChecks,
        List<PluginListener> listeners,
        @Nullable LeakExplainer leakExplainer,
        Duration leakNotBefore,
        FileSettings files,
        PluginParts parts,
        Requirements requirements,
        StuckCalls stuckCalls,
        @Nullable String jmxName) {}
