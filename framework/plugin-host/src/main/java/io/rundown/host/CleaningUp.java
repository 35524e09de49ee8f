package io.rundown.host;

import io.rundown.host.internal.cleanup.CleanUp;
import io.rundown.host.internal.cleanup.DepartingPlugin;
import io.rundown.host.internal.handle.Gate;
import io.rundown.host.internal.jfr.Flight;
import io.rundown.host.internal.load.GenerationClassLoader;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Durations;
import io.rundown.host.model.Leftover;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what a stopped plugin left behind taken away, on a thread of the host's: drivers, MBeans and others have code of
 * their own to run when they go.
 */
final class CleaningUp {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /** Was never added, so that taking it away changes nothing. */
    private static final Thread NO_HOOK = HostThreads.make("no-hook", () -> {});

    private CleaningUp() {}

    /** Looks at what the plugin has, as its {@code stop()} may forget it and leave it running. */
    static void before(Generation generation, HostSettings settings) {
        if (!CleanUp.looksIntoFields(settings.cleanUp()) || isJvmEnding()) {
            return;
        }
        try {
            DepartingPlugin plugin = departing(generation, settings);
            List<Object> found = LifecycleCalls.call(
                            generation, "look", settings.stopTimeout(), () -> CleanUp.inFieldsOf(plugin))
                    .value();
            generation.hadInFields(found == null ? List.of() : found);
        } catch (RuntimeException | Error failure) { // such as want of memory; it will be looked for after the stop
            log.debug("{}: its fields were not looked into before its stop()", generation, failure);
        }
    }

    /** Nothing that is found, and no failure, keeps the generation from being closed. */
    static void after(Generation generation, HostSettings settings) {
        CleanUpPolicy policy = settings.cleanUp();
        if (policy.acts().values().stream().allMatch(each -> each == Act.IGNORE)) {
            return;
        }
        if (isJvmEnding()) {
            log.debug(
                    "{}: nothing is cleaned up, as the JVM is ending and the plugin's hooks may be running",
                    generation);
            return;
        }
        Gate gate = generation.gate();
        Flight.CleanUp recorded = Flight.cleanUp(gate.pluginId(), gate.version(), gate.generation());
        List<Leftover> found = List.of();
        String failure = "";
        try {
            found = cleanUp(generation, settings);
        } catch (RuntimeException | Error thrown) { // such as want of memory; what is left keeps a loader at the most
            failure = thrown.toString();
            log.warn("{}: the clean-up failed; going on", generation, thrown);
        } finally {
            recorded.end(found, failure);
            generation.hadInFields(List.of());
        }
    }

    /** Hooks can neither be added nor taken away from the moment when they are started. */
    private static boolean isJvmEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(NO_HOOK);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }

    private static List<Leftover> cleanUp(Generation generation, HostSettings settings) {
        CleanUpPolicy policy = settings.cleanUp();
        CleanUp cleanUp = new CleanUp(departing(generation, settings), policy);
        // Both can be so long that they cannot be added.
        Duration limit = Duration.ofNanos(Math.min(Durations.saturatedNanos(settings.stopTimeout()), Long.MAX_VALUE / 4)
                + 4 * policy.graceNanos());
        while (!cleanUp.isDone()) {
            LifecycleCalls.Outcome<Boolean> outcome = LifecycleCalls.call(generation, "clean-up", limit, () -> {
                cleanUp.run();
                return true;
            });
            if (outcome.failure() != null) {
                cleanUp.giveUp(outcome.problem());
            }
        }
        List<Leftover> found = cleanUp.leftovers();
        generation.foundLeftovers(found);
        for (Leftover each : found) {
            log.warn("{}: left behind: {}", generation, each);
        }
        return found;
    }

    private static DepartingPlugin departing(Generation generation, HostSettings settings) {
        ClassLoader loader = generation.loader();
        return new DepartingPlugin(
                loader,
                // An application's own loader may give the next generation's the same name.
                loader instanceof GenerationClassLoader ours ? ours.getName() : null,
                loader instanceof GenerationClassLoader ours ? ours.definedClasses() : null,
                settings.applicationLoader(),
                generation.beginning(),
                generation.objects(),
                generation.hadInFields(),
                thread -> thread instanceof LifecycleThread);
    }
}
