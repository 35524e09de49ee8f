package io.rundown.host;

import io.rundown.RundownProtection;
import io.rundown.host.internal.handle.Gate;
import io.rundown.host.internal.jfr.Flight;
import io.rundown.host.model.Drain;
import io.rundown.host.model.Durations;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way out of one generation: refuse, drain, stop, close. Every caller holds the claim of the generation's id, and
 * everything that is linked to the generation has gone before.
 */
final class Retirement {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostSettings settings;
    private final Slots slots;
    private final HostEvents events;
    private final Reclaiming reclaiming;

    Retirement(HostSettings settings, Slots slots, HostEvents events, Reclaiming reclaiming) {
        this.settings = settings;
        this.slots = slots;
        this.events = events;
        this.reclaiming = reclaiming;
    }

    /**
     * Refuses new calls from now on, and waits for nothing. Does nothing if that was done before.
     *
     * @param why the operation that wants the generation to go
     */
    static void beginDraining(Generation generation, String why) {
        if (generation.phase() == GenerationPhase.ACTIVE) {
            // The phase first, so that whoever is refused can be told why.
            generation.become(GenerationPhase.DRAINING, () -> {
                generation.gate().beginDraining();
                generation.draining().ifPresent(draining -> draining.doorsClosed(why));
            });
        }
    }

    /**
     * Goes the whole way, or as far as the policy and the calls inside let it.
     *
     * @param why the operation that wants the generation to go
     * @param onTimeout what to do with calls that do not end, in place of the policy's own answer
     */
    GenerationUnload retire(
            Generation generation, String why, UnloadPolicy policy, OnTimeout onTimeout, Patience patience) {
        if (generation.phase() == GenerationPhase.STOPPING) {
            return closeAgain(generation);
        }
        Gate gate = generation.gate();
        RundownProtection protection = gate.protection();
        beginDraining(generation, why);
        Draining draining = generation
                .draining()
                .orElseThrow(() -> new IllegalStateException(
                        generation + " is to be unloaded, but is " + generation.phase() + " and does not drain"));
        if (patience.outlasts(protection, policy.drainTimeout())) {
            return finish(generation, Outcome.UNLOADED, draining.soFar(Inside.NOBODY, Inside.NOBODY));
        }
        Inside late = draining.inside();
        draining.timedOut(late);
        log.warn(
                "{}: drain timed out after {}; {}; {}",
                gate,
                Durations.inWords(policy.drainTimeout()),
                late,
                onTimeout.name().toLowerCase(Locale.ROOT));
        if (onTimeout == OnTimeout.FORCE) {
            gate.interruptInside();
            boolean left = patience.outlasts(protection, policy.interruptGrace());
            Inside abandoned = left ? Inside.NOBODY : draining.inside();
            return finish(generation, Outcome.FORCED, draining.soFar(late, abandoned));
        }
        Drain drain = draining.soFar(late, Inside.NOBODY);
        if (onTimeout == OnTimeout.KEEP_DRAINING) {
            return stays(generation, Outcome.STILL_DRAINING, drain);
        }
        protection.resume();
        generation.slot().resumed();
        generation.become(GenerationPhase.ACTIVE);
        return stays(generation, Outcome.RESUMED, drain);
    }

    /** What is said of a generation that is not to be touched. */
    static GenerationUnload untouched(Generation generation) {
        return keptAs(generation, null);
    }

    /** What is said of a generation when nothing goes, because this one or another asked to stay. */
    static GenerationUnload keptAs(Generation generation, @Nullable String objection) {
        Gate gate = generation.gate();
        return new GenerationUnload(
                gate.pluginId(),
                gate.version(),
                gate.generation(),
                objection == null ? Outcome.UNTOUCHED : Outcome.VETOED,
                Drain.NONE,
                StopResult.NOT_CALLED,
                null,
                objection,
                List.of(),
                null);
    }

    /** What is said of a generation that drains until somebody comes back to it. */
    static GenerationUnload leftDraining(Generation generation) {
        return stays(generation, Outcome.STILL_DRAINING, Drain.NONE);
    }

    /** Stops and closes a generation that was never published. */
    void discard(Generation generation) {
        if (generation.phase() == GenerationPhase.STARTING) {
            awaitEarlyCalls(generation);
            if (stopAndClose(generation) != null) {
                generation.become(GenerationPhase.CLOSED); // as far as it will ever be: nobody comes back to it
            }
        } else {
            generation.become(GenerationPhase.CLOSED, () -> letGo(generation));
        }
        reclaiming.watch(generation);
    }

    /** Closes a generation whose construction or start failed. */
    void fail(Generation generation) {
        generation.become(GenerationPhase.FAILED, () -> letGo(generation));
        reclaiming.watch(generation);
    }

    /**
     * A generation can be called before it is published: by an admission check, and through objects that its start handed
     * out.
     */
    private void awaitEarlyCalls(Generation generation) {
        Gate gate = generation.gate();
        gate.beginDraining();
        Duration limit = settings.unloadPolicy().drainTimeout();
        try (Patience patience = new Patience()) {
            if (!patience.outlasts(gate.protection(), limit)) {
                log.warn(
                        "{}: it is discarded, and calls that came in before are still inside after {}; {}; goes without"
                                + " waiting any longer",
                        gate,
                        Durations.inWords(limit),
                        generation.inside());
            }
        }
    }

    /** Cleans up after a generation and closes it. The plugin hears of it only if it is being deleted. */
    private @Nullable Failure letGo(Generation generation) {
        Plugin plugin = generation.plugin();
        if (generation.isDeleting() && plugin != null) {
            Deletion.tell(generation, plugin, settings.stopTimeout());
        }
        CleaningUp.after(generation, settings);
        return close(generation);
    }

    private @Nullable Failure close(Generation generation) {
        Gate gate = generation.gate();
        Flight.Step closing = Flight.close(gate.pluginId(), gate.version(), gate.generation());
        String outcome = "NOT_CLOSED";
        String why = "";
        try {
            Failure failure = generation.letGo();
            slots.forget(generation.loader());
            events.forget(generation.loader());
            outcome = failure == null ? "CLOSED" : outcome;
            why = failure == null ? why : failure.toString();
            return failure;
        } finally {
            closing.end(outcome, why);
        }
    }

    // ------------------------------------------------------------------------ the second half

    private GenerationUnload finish(Generation generation, Outcome outcome, Drain drain) {
        RundownProtection protection = generation.gate().protection();
        if (protection.state() == RundownProtection.State.RUN_DOWN) {
            protection.complete();
        }
        return closed(generation, outcome, drain, stopAndClose(generation));
    }

    /** For a generation of which an earlier attempt got this far. */
    private GenerationUnload closeAgain(Generation generation) {
        return closed(generation, Outcome.UNLOADED, Drain.NONE, stopOnceAndClose(generation));
    }

    private GenerationUnload closed(Generation generation, Outcome outcome, Drain drain, @Nullable Failure failure) {
        boolean gone = failure == null;
        return report(
                generation,
                gone ? outcome : Outcome.NOT_CLOSED,
                drain,
                generation.stopResult(),
                failure,
                gone ? reclaiming.watch(generation) : null);
    }

    private @Nullable Failure stopAndClose(Generation generation) {
        generation.become(GenerationPhase.STOPPING);
        return stopOnceAndClose(generation);
    }

    /** Stays in STOPPING if something cannot be closed, so that another attempt can be made. */
    private @Nullable Failure stopOnceAndClose(Generation generation) {
        if (!generation.isStopped()) {
            generation.stopped(stop(generation));
        }
        Failure failure = letGo(generation);
        if (failure == null) {
            generation.become(GenerationPhase.CLOSED);
        }
        return failure;
    }

    private StopResult stop(Generation generation) {
        Plugin plugin = generation.plugin();
        if (plugin == null) {
            return StopResult.NOT_CALLED;
        }
        CleaningUp.before(generation, settings);
        Gate gate = generation.gate();
        Flight.Step stopping = Flight.stop(gate.pluginId(), gate.version(), gate.generation());
        StopResult result = told(generation, LifecycleCalls.call(generation, "stop", settings.stopTimeout(), () -> {
            plugin.stop();
            return true;
        }));
        stopping.end(
                result.kind().name(),
                result.failure() == null ? "" : result.failure().toString());
        return result;
    }

    private static StopResult told(Generation generation, LifecycleCalls.Outcome<Boolean> outcome) {
        if (outcome.failure() == null) {
            return new StopResult(StopResult.Kind.STOPPED, outcome.took(), null);
        }
        log.warn(
                "{}: its stop() {}; going on{}{}",
                generation,
                outcome.problem(),
                System.lineSeparator(),
                outcome.failure().stackTrace());
        StopResult.Kind kind = outcome.timedOut() ? StopResult.Kind.TIMED_OUT : StopResult.Kind.FAILED;
        return new StopResult(kind, outcome.took(), outcome.failure());
    }

    // ------------------------------------------------------------------------ evidence

    private static GenerationUnload stays(Generation generation, Outcome outcome, Drain drain) {
        return report(generation, outcome, drain, StopResult.NOT_CALLED, null, null);
    }

    private static GenerationUnload report(
            Generation generation,
            Outcome outcome,
            Drain drain,
            StopResult stop,
            @Nullable Failure closeFailure,
            @Nullable Reclamation reclamation) {
        Gate gate = generation.gate();
        return new GenerationUnload(
                gate.pluginId(),
                gate.version(),
                gate.generation(),
                outcome,
                drain,
                stop,
                closeFailure,
                null,
                generation.leftovers(),
                reclamation);
    }
}
