package io.rundown.host.internal.jfr;

import io.rundown.host.model.CallInside;
import io.rundown.host.model.Durations;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.Reclamation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells Java Flight Recorder what happens. Costs next to nothing while nothing is recorded, and does nothing where the
 * module {@code jdk.jfr} is missing, as in a custom run-time image: the classes of the events, which extend one of that
 * module's, are then never touched. Every method may be called from any thread and runs nothing foreign.
 */
public final class Flight {

    private static final boolean POSSIBLE = isPossible();

    /** Deeper stacks are cut: an event is meant to be small. */
    private static final int FRAMES = 64;

    private Flight() {}

    /** A drain that has begun. */
    public interface Drain {

        /**
         * Tells its end.
         *
         * @param next the phase that follows
         * @param refused calls refused meanwhile
         * @param stillInside guards open now
         * @param late the calls inside when the time was over, or an empty string
         */
        void end(String next, long refused, long stillInside, String late);
    }

    /** Something that has begun and may fail. */
    public interface Step {

        /**
         * Tells its end.
         *
         * @param outcome how it ended
         * @param failure what was thrown, or an empty string
         */
        void end(String outcome, String failure);
    }

    /** A clean-up that has begun. */
    public interface CleanUp {

        /**
         * Tells its end.
         *
         * @param found what was left behind, and what was done about it
         * @param failure what ended it before its time, or an empty string
         */
        void end(List<Leftover> found, String failure);
    }

    private static boolean isPossible() {
        try {
            Class.forName("jdk.jfr.Event", false, Flight.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException missing) {
            return false;
        }
    }

    /** A generation is about to serve. */
    public static void loaded(String plugin, String version, int generation, String file, Duration startTaken) {
        if (POSSIBLE) {
            PluginLoad event = new PluginLoad();
            if (event.shouldCommit()) {
                event.about(plugin, version, generation);
                event.file = file;
                event.startTaken = Durations.saturatedNanos(startTaken);
                event.commit();
            }
        }
    }

    /** A generation begins to drain. */
    public static Drain drain(String plugin, String version, int generation) {
        if (!POSSIBLE) {
            return (next, refused, stillInside, late) -> {};
        }
        PluginDrain event = new PluginDrain();
        event.about(plugin, version, generation);
        event.begin();
        return event;
    }

    /** A generation has begun to drain, and refuses. */
    public static void drainBegins(
            String plugin, String version, int generation, String why, long inside, long asynchronous) {
        if (POSSIBLE) {
            PluginDrainBegin event = new PluginDrainBegin();
            if (event.shouldCommit()) {
                event.about(plugin, version, generation);
                event.why = why;
                event.inside = inside;
                event.asynchronous = asynchronous;
                event.commit();
            }
        }
    }

    /** A call is refused. */
    public static void refused(String plugin, String version, int generation, String phase, String reason) {
        if (POSSIBLE) {
            CallRefused event = new CallRefused();
            if (event.shouldCommit()) {
                event.about(plugin, version, generation);
                event.phase = phase;
                event.reason = reason;
                event.commit();
            }
        }
    }

    /** {@code Plugin.stop()} is about to be called. */
    public static Step stop(String plugin, String version, int generation) {
        if (!POSSIBLE) {
            return (outcome, failure) -> {};
        }
        PluginStop event = new PluginStop();
        event.about(plugin, version, generation);
        event.begin();
        return event;
    }

    /** {@code Plugin.delete()} is about to be called. */
    public static Step delete(String plugin, String version, int generation) {
        if (!POSSIBLE) {
            return (outcome, failure) -> {};
        }
        PluginDelete event = new PluginDelete();
        event.about(plugin, version, generation);
        event.begin();
        return event;
    }

    /** What a generation has left behind is about to be looked for. */
    public static CleanUp cleanUp(String plugin, String version, int generation) {
        if (!POSSIBLE) {
            return (found, failure) -> {};
        }
        PluginCleanUp event = new PluginCleanUp();
        event.about(plugin, version, generation);
        event.begin();
        return event;
    }

    /** A generation is about to be let go of. */
    public static Step close(String plugin, String version, int generation) {
        if (!POSSIBLE) {
            return (outcome, failure) -> {};
        }
        PluginClose event = new PluginClose();
        event.about(plugin, version, generation);
        event.begin();
        return event;
    }

    /** A call does not end, which may be an asynchronous one. */
    public static void stuck(String plugin, String version, int generation, Duration drainingFor, CallInside call) {
        if (POSSIBLE) {
            StuckCall event = new StuckCall();
            if (event.shouldCommit()) {
                event.about(plugin, version, generation);
                event.drainingFor = Durations.saturatedNanos(drainingFor);
                event.kind = call.kind().name();
                event.method = call.method();
                event.asynchronous = call.isAsynchronous() ? 1 : 0;
                event.holder = call.threadName();
                event.holderId = call.threadId();
                event.insideAtLeast = Durations.saturatedNanos(call.atLeast());
                event.holderStack = text(call.stack());
                event.enteredAt = text(call.enteredAt());
                event.commit();
            }
        }
    }

    private static String text(List<StackTraceElement> stack) {
        return stack.stream().limit(FRAMES).map(StackTraceElement::toString).collect(Collectors.joining("\n"));
    }

    /** Asynchronous calls do not end of which no more is known. */
    public static void stuckAsynchronous(
            String plugin, String version, int generation, Duration drainingFor, long calls) {
        if (POSSIBLE) {
            StuckCall event = new StuckCall();
            if (event.shouldCommit()) {
                event.about(plugin, version, generation);
                event.drainingFor = Durations.saturatedNanos(drainingFor);
                event.kind = CallInside.Kind.ASYNCHRONOUS.name();
                event.asynchronous = calls;
                event.commit();
            }
        }
    }

    /** There is a verdict about an unloaded generation. */
    public static void decided(Reclamation reclamation) {
        if (POSSIBLE) {
            PluginReclamation event = new PluginReclamation();
            if (event.shouldCommit()) {
                event.about(reclamation.pluginId(), reclamation.version(), reclamation.generation());
                event.verdict = reclamation.verdict().name();
                event.taken = reclamation.took().map(Durations::saturatedNanos).orElse(0L);
                event.survived = reclamation.survived();
                event.commit();
            }
        }
    }
}
