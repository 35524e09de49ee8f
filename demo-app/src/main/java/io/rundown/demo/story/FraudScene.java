package io.rundown.demo.story;

import io.rundown.demo.checkout.Tally;
import io.rundown.demo.screen.Screen;
import io.rundown.demo.story.Facts.FraudUnload;
import io.rundown.host.PluginHost;
import io.rundown.host.model.Durations;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The second part: the fraud check is unloaded while calls are inside, stays away for a while, and comes back. */
final class FraudScene {

    private static final Duration GLANCE = Duration.ofMillis(40);
    private static final int BAR = 12;

    private final PluginHost host;
    private final Path fraud;
    private final UnloadPolicy policy;
    private final Screen screen;
    private final Crowd.Pause away;

    /**
     * Makes the scene.
     *
     * @param host with the fraud check loaded
     * @param fraud its file
     * @param policy how to unload it
     * @param screen where to tell it
     * @param away lets the time pass for which it is away
     */
    FraudScene(PluginHost host, Path fraud, UnloadPolicy policy, Screen screen, Crowd.Pause away) {
        this.host = host;
        this.fraud = fraud;
        this.policy = policy;
        this.screen = screen;
        this.away = away;
    }

    /**
     * Plays it.
     *
     * @param rounds how often
     * @param threads how many threads make calls
     * @param tally what they count
     */
    List<FraudUnload> play(int rounds, int threads, Tally tally) throws InterruptedException {
        screen.line("2  fraud is unloaded while calls are inside, and comes back");
        List<FraudUnload> unloads = new ArrayList<>();
        Crowd crowd = new Crowd(this::inside, System::nanoTime, () -> Thread.sleep(1));
        for (int round = 0; round < rounds; round++) {
            long inside = crowd.await(threads);
            UnloadReport report = unload(inside);
            tell(report, inside);
            long before = tally.counts().checkouts();
            away.pass();
            unloads.add(new FraudUnload(inside, report, tally.counts().checkouts() - before));
            if (report.unloaded()) {
                host.load(fraud);
            }
        }
        return unloads;
    }

    private void tell(UnloadReport report, long inside) {
        if (Verdicts.isClean(report)) {
            String took = Durations.inWords(report.plugin().drain().took());
            screen.line(
                    "   drained " + inside + (inside == 1 ? " call in " : " calls in ") + took + ", stopped, closed");
        } else {
            screen.paragraph("   ", report.plugin().toString());
        }
    }

    private long inside() {
        return host.status().plugin("fraud").map(GenerationStatus::inside).orElse(0L);
    }

    private UnloadReport unload(long insideAtBegin) throws InterruptedException {
        long start = System.nanoTime();
        CompletableFuture<UnloadReport> unload = host.unloadAsync("fraud", policy);
        while (!unload.isDone()) {
            host.status()
                    .plugin("fraud")
                    .ifPresent(status -> screen.progress(
                            "   draining " + screen.bar(insideAtBegin - status.inside(), insideAtBegin, BAR)
                                    + "  " + status.inside() + " inside, "
                                    + status.refused() + " refused, "
                                    + Durations.inWords(Duration.ofNanos(System.nanoTime() - start))));
            Thread.sleep(GLANCE.toMillis());
        }
        return joined(unload);
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
