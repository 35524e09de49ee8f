package io.rundown.host;

import io.rundown.RundownProtection;
import io.rundown.host.internal.handle.Gate;
import io.rundown.host.internal.jfr.Flight;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.Drain;
import io.rundown.host.model.DrainProgress;
import io.rundown.host.model.Durations;
import io.rundown.host.model.GenerationPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One drain of one generation, from the step to {@code DRAINING} to the step out of it: what is known about it meanwhile,
 * and who tells of calls that do not end. Whatever the operation that began it does, waiting, giving up or coming back
 * later, the reports go on until the last call has left.
 */
final class Draining {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private static final String DRAINED = "drained after";

    private final Gate gate;
    private final StuckCalls stuckCalls;
    private final Alarms alarms;
    private final Instant since;
    private final long startedAt;
    private final long refusedBefore;
    private final Flight.Drain recorded;

    /** Written once, before {@link #closed}. */
    private long closedAt;

    /** Whether nobody gets in any more who is not inside. */
    private volatile boolean closed;

    /** Written and read by operations that hold the claim. */
    private String late = "";

    /**
     * The next report. Stored by whoever sets it, who looks at {@link #over} afterwards. The first is set by an operation,
     * all others by the one before, which may have rung before the first is stored.
     */
    private final AtomicReference<Alarms.@Nullable Alarm> alarm = new AtomicReference<>();

    /** Stored before the alarm is canceled: either who sets another one sees this, or that one is canceled. */
    private final AtomicBoolean over = new AtomicBoolean();

    /** Whether a report was begun. Stored before {@link #over} is read there, and read after that is stored here. */
    private volatile boolean reported;

    /** What the last report saw. Touched by alarms only, which run one after the other. */
    private Inside lastSeen = Inside.NOBODY;

    /** How long until the next report. Touched by alarms only once the first is set, which hands it over. */
    private Duration interval;

    Draining(Gate gate, StuckCalls stuckCalls, Instant since) {
        this.gate = gate;
        this.stuckCalls = stuckCalls;
        this.alarms = stuckCalls.alarms();
        this.since = since;
        this.startedAt = alarms.nanoTime();
        this.interval = stuckCalls.after();
        this.refusedBefore = gate.refused();
        this.recorded = Flight.drain(gate.pluginId(), gate.version(), gate.generation());
    }

    DrainProgress progress() {
        return new DrainProgress(since, gate.refused() - refusedBefore);
    }

    /**
     * The drain so far, whichever operation began it.
     *
     * @param late who was inside when the time to drain was over
     * @param abandoned who was inside when an interrupt had not helped either
     */
    Drain soFar(Inside late, Inside abandoned) {
        return new Drain(
                Duration.ofNanos(alarms.nanoTime() - startedAt),
                progress().refused(),
                late.calls(),
                late.async(),
                abandoned.calls(),
                abandoned.async());
    }

    /** Who is inside now. */
    Inside inside() {
        return Inside.of(gate, closedFor());
    }

    private Duration closedFor() {
        return closed ? Duration.ofNanos(alarms.nanoTime() - closedAt) : Duration.ZERO;
    }

    // ------------------------------------------------------------------------ called under the claim

    /**
     * Says that from now on nobody gets in who is not inside.
     *
     * @param why the operation that wants the generation to go
     */
    void doorsClosed(String why) {
        closedAt = alarms.nanoTime();
        closed = true;
        // On the thread of the last caller. Nobody resumes meanwhile, as this operation holds the claim.
        gate.protection().whenRunDown().thenRun(() -> finish(DRAINED));
        if (stuckCalls.areReported() && !over.get()) {
            alarm.compareAndSet(null, alarms.after(interval, this::report));
            cancelIfOver();
        }
        RundownProtection protection = gate.protection();
        Flight.drainBegins(
                gate.pluginId(),
                gate.version(),
                gate.generation(),
                why,
                protection.held(),
                protection.heldTransferable());
    }

    /** Says that the time to drain is over. */
    void timedOut(Inside inside) {
        late = inside.toString();
    }

    /** Says that the generation makes a step out of {@code DRAINING}. */
    void end(GenerationPhase next) {
        recorded.end(next.name(), progress().refused(), gate.protection().held(), late);
        finish(howItEnds(next));
    }

    private String howItEnds(GenerationPhase next) {
        if (next == GenerationPhase.ACTIVE) {
            return "serves again, as its unload was given up after";
        }
        return gate.protection().state() == RundownProtection.State.RUNDOWN_IN_PROGRESS
                ? "goes without waiting any longer, after"
                : DRAINED;
    }

    // ------------------------------------------------------------------------ reports

    /** The first end counts: a generation that has drained makes its step later. */
    private void finish(String how) {
        boolean first = over.compareAndSet(false, true);
        cancelIfOver();
        if (first && reported) {
            Duration took = closedFor();
            alarms.soon(() -> tellEnd(how, took));
        }
    }

    private void cancelIfOver() {
        Alarms.Alarm next = alarm.get();
        if (next != null && over.get()) {
            next.cancel();
        }
    }

    private void report() {
        reported = true;
        if (over.get()) {
            return;
        }
        try {
            Duration drainingFor = closedFor();
            Inside now = inside();
            if (!now.isNobody()) {
                lastSeen = now;
                tell(now, drainingFor);
            }
        } finally {
            // A report that fails is told by the alarms, and must not be the last one.
            interval = StuckCalls.next(interval);
            alarm.set(alarms.after(interval, this::report));
            cancelIfOver();
        }
    }

    private void tell(Inside now, Duration drainingFor) {
        log.warn(
                "{}: draining for {}; {}; next report in {}. PluginHost.inFlight shows the stacks, an unload with"
                        + " OnTimeout.FORCE interrupts the threads",
                gate,
                Durations.inWords(drainingFor),
                now,
                Durations.inWords(StuckCalls.next(interval)));
        for (CallInside each : now.calls()) {
            Flight.stuck(gate.pluginId(), gate.version(), gate.generation(), drainingFor, each);
            log.debug("{}: {}; it is at {}, came from {}", gate, each, each.stack(), each.enteredAt());
        }
        if (now.unnamed() > 0) {
            Flight.stuckAsynchronous(gate.pluginId(), gate.version(), gate.generation(), drainingFor, now.unnamed());
        }
    }

    private void tellEnd(String how, Duration took) {
        if (lastSeen.isNobody()) {
            return;
        }
        Optional<CallInside> longest = lastSeen.longest();
        log.info(
                "{}: {} {}; {}",
                gate,
                how,
                Durations.inWords(took),
                longest.map(call -> "the call " + Inside.whose(call) + " had been inside at least "
                                + Durations.inWords(call.atLeast()))
                        .orElseGet(() -> "at the last look there was " + lastSeen.asyncInWords()));
    }
}
