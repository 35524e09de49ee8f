package io.rundown.host;

import io.rundown.host.internal.cleanup.CleanUp;
import io.rundown.host.internal.cleanup.DepartingPlugin;
import io.rundown.host.internal.load.GenerationClassLoader;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Leftover;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what a stopped plugin left behind taken away, on a thread of the host's: drivers, MBeans and others have code of
 * their own to run when they go.
 */
final class CleaningUp {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private CleaningUp() {}

    /** Nothing that is found, and no failure, keeps the generation from being closed. */
    static void after(Generation generation, HostSettings settings) {
        CleanUpPolicy policy = settings.cleanUp();
        if (policy.acts().values().stream().allMatch(each -> each == Act.IGNORE)) {
            return;
        }
        CleanUp cleanUp = new CleanUp(departing(generation, settings), policy);
        Duration limit = settings.stopTimeout().plusNanos(4 * policy.graceNanos());
        while (!cleanUp.isDone()) {
            LifecycleCalls.Outcome<Boolean> outcome = LifecycleCalls.call(generation, "clean-up", limit, () -> {
                cleanUp.run();
                return true;
            });
            if (outcome.failure() != null) {
                cleanUp.giveUp(outcome.problem());
            }
        }
        generation.leftovers(cleanUp.leftovers());
        for (Leftover each : generation.leftovers()) {
            log.warn("{}: left behind: {}", generation, each);
        }
    }

    private static DepartingPlugin departing(Generation generation, HostSettings settings) {
        ClassLoader loader = generation.loader();
        return new DepartingPlugin(
                loader,
                loader instanceof GenerationClassLoader ours ? ours.definedClasses() : null,
                settings.applicationLoader(),
                generation.beginning(),
                generation.objects(),
                thread -> thread instanceof LifecycleThread);
    }
}
