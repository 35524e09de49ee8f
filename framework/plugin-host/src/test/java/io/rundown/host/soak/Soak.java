package io.rundown.host.soak;

import io.rundown.host.PluginHost;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnknownPluginException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run: who is asked, and what must not happen. Plugins reach it too, as it is the application's class. */
public final class Soak {

    private static final int ENOUGH = 10;

    private static volatile @Nullable Soak current;

    private final long seed;
    private final PluginHost host;
    private final Executor later;
    private final Loaders loaders = new Loaders();
    private final Map<String, SoakService> handles = new ConcurrentHashMap<>();
    private final Map<String, Presence> presences = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();

    /** What plugins say. */
    private final Map<String, LongAdder> entered = new ConcurrentHashMap<>();

    /** What callers say. */
    private final Map<String, LongAdder> answered = new ConcurrentHashMap<>();

    private final LongAdder refused = new LongAdder();

    private Soak(long seed, PluginHost host, Executor later) {
        this.seed = seed;
        this.host = host;
        this.later = later;
    }

    /** Begins a run. */
    static Soak begin(long seed, PluginHost host, Executor later) {
        Soak begun = new Soak(seed, host, later);
        current = begun;
        return begun;
    }

    static Soak current() {
        return Objects.requireNonNull(current, "No soak is running");
    }

    static void end() {
        current = null;
    }

    PluginHost host() {
        return host;
    }

    Loaders loaders() {
        return loaders;
    }

    Presence presence(String id) {
        return presences.computeIfAbsent(id, ignored -> new Presence());
    }

    // ------------------------------------------------------------------------ what must not happen

    void violation(String what) {
        if (violations.size() < ENOUGH) {
            violations.add("with -Dsoak.seed=" + seed + ": " + what);
        }
    }

    void violation(String what, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        violation(what + ": " + trace);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    boolean isClean() {
        return violations.isEmpty();
    }

    // ------------------------------------------------------------------------ calls

    /** Called by plugins: where to answer later. */
    public static Executor later() {
        return current().later;
    }

    /** Called by plugins inside a call: asks the next plugin on the path. */
    public static void askNext(Life asking, Question question) {
        if (!question.isLast()) {
            current().ask(question.next(asking.isLinkedTo(question.path().get(1))));
        }
    }

    void entered(String id) {
        count(entered, id).increment();
    }

    SoakService handle(String id) {
        return handles.computeIfAbsent(id, wanted -> host.extension(SoakService.class, wanted));
    }

    void ask(Question question) {
        accept(question, () -> handle(question.id()).ask(question));
    }

    void askLater(Question question) {
        accept(
                question,
                () -> handle(question.id())
                        .askLater(question)
                        .toCompletableFuture()
                        .join());
    }

    void askByFuture(Question question) {
        accept(question, () -> {
            try {
                return handle(question.id()).askByFuture(question).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** A session goes with its generation, in a reload as well; whoever has another one is answered by that. */
    void askInSession(Question question) {
        accept(question, () -> {
            SoakService handle = handle(question.id());
            SoakService.Session session = handle.open();
            try {
                return session.ask(question);
            } catch (PluginUnavailableException itsGenerationIsGoing) {
                return handle.ask(question);
            }
        });
    }

    /** Judges one call, whichever way it went. */
    void accept(Question question, Supplier<Answer> call) {
        String id = question.id();
        Presence.Mark mark = presence(id).mark();
        try {
            Answer answer = call.get();
            count(answered, id).increment();
            if (answer.begin() != answer.end() || !answer.begin().id().equals(id)) {
                violation(id + " was asked, and the answer is " + answer);
            }
        } catch (PluginUnavailableException | UnknownPluginException e) {
            if (question.linked() || !presence(id).mayHaveBeenAwaySince(mark)) {
                violation(question + " was refused, and nobody was unloading " + id, e);
            }
            refused.increment();
        } catch (RuntimeException | Error e) {
            violation(question + " failed", e);
        }
    }

    // ------------------------------------------------------------------------ counts

    private static LongAdder count(Map<String, LongAdder> counts, String id) {
        return counts.computeIfAbsent(id, ignored -> new LongAdder());
    }

    /** By plugin; to be compared while nobody calls. */
    long entries(String id) {
        return count(entered, id).sum();
    }

    long answers(String id) {
        return count(answered, id).sum();
    }

    long calls() {
        return answered.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long refusals() {
        return refused.sum();
    }
}
