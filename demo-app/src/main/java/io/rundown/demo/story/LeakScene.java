package io.rundown.demo.story;

import io.rundown.demo.checkout.Checkout;
import io.rundown.demo.screen.Screen;
import io.rundown.demo.story.Facts.Leak;
import io.rundown.host.PluginHost;
import io.rundown.host.model.Durations;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.PluginException;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last part: a plugin leaves a value in a thread-local of a thread that called it. Nobody but that thread can take it
 * out, so no clean-up helps; it is found and told, and the thread ends.
 */
final class LeakScene {

    /** The thread that will hold it. */
    static final String THREAD = "checkout-night-shift";

    /** The field through which it will. */
    static final String FIELD = "LINE";

    private static final String PROPERTY = "rundown.sample.audit.leak";
    private static final String WORD = "thread-local";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(40);

    private final PluginHost host;
    private final Path audit;
    private final Screen screen;

    LeakScene(PluginHost host, Path audit, Screen screen) {
        this.host = host;
        this.audit = audit;
        this.screen = screen;
    }

    Leak play() throws InterruptedException {
        screen.line("7  audit is told to leave something behind, and is unloaded");
        Optional<GenerationStatus> leftOver = host.status().plugin("audit");
        if (leftOver.isPresent()) {
            return notPlayed("audit is still loaded, " + leftOver.get().phase());
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, THREAD));
        try {
            UnloadReport report = callAndUnload(thread);
            if (!report.unloaded()) {
                return notPlayed(report.plugin().toString());
            }
            Reclamation reclamation = report.reclamation();
            Verdict before = reclamation.verifyNow(LONGEST_WAIT);
            screen.line("   " + reclamation.survived() + " collections later: " + before);
            String explanation = explanation(reclamation);
            explanation.lines().forEach(this::tell);
            end(thread);
            Verdict after = reclamation.verifyNow(LONGEST_WAIT);
            screen.line("   the application ends that thread: " + after
                    + reclamation
                            .took()
                            .map(took -> ", " + Durations.inWords(took) + " after the unload")
                            .orElse(""));
            return Leak.seen(before, explanation, after);
        } catch (PluginException e) {
            return notPlayed(String.valueOf(e.getMessage()));
        } finally {
            thread.shutdownNow();
        }
    }

    private Leak notPlayed(String why) {
        screen.paragraph("   ", "it cannot: " + why);
        return Leak.notPlayed(why);
    }

    /** A line that is told, with the indent it came with. */
    private void tell(String line) {
        String text = line.strip();
        screen.paragraph("   " + line.substring(0, line.indexOf(text)), text);
    }

    private UnloadReport callAndUnload(ExecutorService thread) throws InterruptedException {
        @Nullable String told = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, WORD);
        try {
            host.load(audit);
            thread.submit(() -> Checkout.auditOnce(host)).get();
            return host.unload("audit");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The audit cannot be called", e.getCause());
        } finally {
            if (told == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, told);
            }
        }
    }

    /** The host asks for it by itself. */
    private String explanation(Reclamation reclamation) throws InterruptedException {
        long start = System.nanoTime();
        while (reclamation.explanation().isEmpty()
                && System.nanoTime() - start < LONGEST_WAIT.toNanos()
                && reclamation.verdict() == Verdict.LEAKED) {
            screen.progress("   looking for what holds it");
            Thread.sleep(GLANCE.toMillis());
        }
        return reclamation.explanation().orElse("nothing was found out");
    }

    private static void end(ExecutorService thread) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("Thread '" + THREAD + "' does not end");
        }
    }
}
