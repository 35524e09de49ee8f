package io.rundown.demo.shell;

import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import io.rundown.sample.checkout.FraudReview;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Calls that stay inside, for a person to see what an unload does about them. For the shell's thread. */
final class Holds {

    static final String SLEEP = "sleep";
    static final String VIRTUAL = "virtual";
    static final String IO = "io";
    static final String FUTURE = "future";

    private static final String PLUGIN = "fraud";
    private static final Duration LONG = Duration.ofDays(1);
    private static final String SLEEPS = "sleeps in FraudReview.coolOff";

    private final PluginHost host;
    private final List<Hold> holds = new ArrayList<>();
    private int begun;

    Holds(PluginHost host) {
        this.host = host;
    }

    /**
     * Begins one, and returns once it is where it stays.
     *
     * @param kind one of the kinds above
     * @throws UserMistake if there is no such kind, or none on this JVM
     * @throws Exception what the call throws if it does not stay
     */
    void begin(String kind) throws Exception {
        String name = "hold-" + (begun + 1);
        switch (kind) {
            case SLEEP -> add(Hold.ByThread.start(name, sleeping(), SLEEPS), Holds::isAsleep);
            case VIRTUAL -> add(Hold.ByThread.startVirtual(sleeping(), SLEEPS), Holds::isAsleep);
            case IO -> add(Hold.ByThread.start(name, reading(), "reads in FraudReview.read"), Holds::isReading);
            case FUTURE -> holds.add(new Hold.ByPromise(review()));
            default ->
                throw new UserMistake(
                        "hold sleep, hold virtual, hold io, hold future, hold stop, or hold; not '" + kind + "'");
        }
        begun++;
    }

    private FraudReview review() {
        return host.extension(FraudReview.class, PLUGIN);
    }

    private Callable<?> sleeping() {
        FraudReview review = review();
        return () -> {
            review.coolOff(LONG);
            return "slept";
        };
    }

    private Callable<?> reading() throws IOException {
        FraudReview review = review();
        Pipe silent = Pipe.open();
        Pipe.SourceChannel source = silent.source();
        Pipe.SinkChannel sink = silent.sink();
        return () -> {
            try (source;
                    sink) {
                return review.read(source);
            }
        };
    }

    /** Listed before it is waited for, so that nobody who is tired of waiting leaves it behind. */
    private void add(Hold.ByThread hold, Predicate<Thread> stays) throws Exception {
        holds.add(hold);
        hold.await(stays);
    }

    private static boolean isAsleep(Thread thread) {
        boolean sleeps = false;
        for (StackTraceElement frame : thread.getStackTrace()) {
            sleeps |= frame.getClassName().equals("java.lang.Thread")
                    && frame.getMethodName().equals("sleep");
        }
        return sleeps && thread.getState() != Thread.State.RUNNABLE;
    }

    /** Such a thread counts as running. Where a pipe is made of sockets, it polls. */
    private static boolean isReading(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getMethodName().matches("(read|poll).*");
    }

    /** Lets all end. Idempotent. An interrupt of the calling thread ends the wait for them and is kept. */
    void stop() {
        try {
            for (Hold each : holds) {
                each.letGo();
            }
            holds.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What stays inside now. */
    List<String> lines() {
        holds.removeIf(Hold::isOver);
        return holds.isEmpty()
                ? List.of("Nothing is held")
                : holds.stream().map(each -> "Held: " + each).toList();
    }
}
