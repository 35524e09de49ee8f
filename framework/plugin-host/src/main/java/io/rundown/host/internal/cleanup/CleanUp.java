package io.rundown.host.internal.cleanup;

import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Failure;
import io.rundown.host.model.Leftover;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes away what one generation has left behind. The steps run on a thread that may have to be given up, because
 * foreign code runs in some of them; those that are left are then run by another one.
 */
public final class CleanUp {

    /** Executors before threads, so that those that end with their executor are not told of; then whatever is left. */
    private static final List<Step> STEPS = List.of(
            new FieldStep(),
            new ThreadStep(),
            new IdleThreadStep(),
            new ThreadContextStep(),
            new JvmDefaultStep(),
            new DriverStep(),
            new MBeanStep(),
            new LoggingStep(),
            new SecurityProviderStep(),
            new IntrospectorStep(),
            new BundleStep());

    private final DepartingPlugin plugin;
    private final CleanUpPolicy policy;

    /** Guarded by this object's monitor, as are the two below: no step runs under it. */
    private final Iterator<Step> steps;

    private final List<Findings> findings = new ArrayList<>();
    private @Nullable Turn current;

    private final SeenThreads threads = new SeenThreads();

    /**
     * Does nothing yet.
     *
     * @param plugin whose things they are
     * @param policy what is done about them
     */
    public CleanUp(DepartingPlugin plugin, CleanUpPolicy policy) {
        this.plugin = plugin;
        this.policy = policy;
        this.steps = STEPS.stream()
                .filter(step -> step.kinds().stream().anyMatch(kind -> policy.act(kind) != Act.IGNORE))
                .iterator();
    }

    /** Whether a policy asks for what is {@linkplain #inFieldsOf in fields}. */
    public static boolean looksIntoFields(CleanUpPolicy policy) {
        return new FieldStep().kinds().stream().anyMatch(kind -> policy.act(kind) != Act.IGNORE);
    }

    /** The timers, executors and threads that the plugin's fields lead to now. */
    public static List<Object> inFieldsOf(DepartingPlugin plugin) {
        return FieldStep.inFieldsOf(plugin);
    }

    /** Whether nothing is left to run. */
    public synchronized boolean isDone() {
        return current == null && !steps.hasNext();
    }

    /** Runs the steps that are left, each whatever becomes of the others; returns early if it was given up meanwhile. */
    public void run() {
        for (Turn turn = next(null); turn != null; turn = next(turn)) {
            turn.run();
            // Foreign code may have left an interrupt, which is not meant for the steps that follow.
            Thread.interrupted();
        }
    }

    /** Gives up the step that is running, or if none is, the next. The thread that ran it will find no more to do. */
    public synchronized void giveUp(String problem) {
        Turn hung = current == null ? begin() : current;
        current = null;
        if (hung != null) {
            hung.findings.giveUp(hung.kind(), problem);
        }
    }

    /** What was found, in the order of the steps. */
    public synchronized List<Leftover> leftovers() {
        return findings.stream().flatMap(each -> each.found().stream()).toList();
    }

    private synchronized @Nullable Turn next(@Nullable Turn before) {
        if (before != current) {
            return null; // given up
        }
        current = begin();
        return current;
    }

    private @Nullable Turn begin() {
        if (!steps.hasNext()) {
            return null;
        }
        Turn turn = new Turn(steps.next(), new Findings(policy, threads));
        findings.add(turn.findings);
        return turn;
    }

    /** One step being run. */
    private final class Turn {

        private final Step step;
        private final Findings findings;

        Turn(Step step, Findings findings) {
            this.step = step;
            this.findings = findings;
        }

        Leftover.Kind kind() {
            return step.kinds().get(0);
        }

        void run() {
            try {
                step.run(plugin, findings);
            } catch (Throwable failure) { // whatever it is, it concerns this step only
                findings.tell(
                        kind(),
                        "the search for " + kind(),
                        Leftover.Outcome.STILL_THERE,
                        "it failed: " + Failure.of(failure));
            }
        }
    }
}
