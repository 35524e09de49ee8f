package io.rundown.demo.shell;

import io.rundown.demo.session.Mistakes;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginWatch;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A folder that is watched, and what that leads to. For the shell's thread, except for what it tells. */
final class Watching implements PluginListener {

    private static final long MILLIS_BETWEEN_LOOKS = 250;

    private final PluginHost host;
    private final ShellState.Announcer announcer;
    private final Thread shell;
    private @Nullable PluginWatch watch;
    private @Nullable ScheduledExecutorService executor;

    /**
     * Watches nothing yet.
     *
     * @param shell the thread whose own acts are not told: whoever typed them knows
     */
    Watching(PluginHost host, ShellState.Announcer announcer, Thread shell) {
        this.host = host;
        this.announcer = announcer;
        this.shell = shell;
    }

    void on(Path folder) {
        if (watch != null) {
            throw new UserMistake("A folder is watched already; watch off ends it");
        }
        PluginWatch begun = host.watch(folder);
        watch = begun;
        host.addListener(this);
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "shell-watch");
            thread.setDaemon(true);
            return thread;
        });
        Problems problems = new Problems(begun);
        executor = looking;
        var unused = looking.scheduleWithFixedDelay(problems, 0, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Idempotent. */
    void off() {
        if (watch != null && executor != null) {
            watch.close();
            host.removeListener(this);
            executor.shutdown();
            watch = null;
            executor = null;
        }
    }

    /** What is watched, and what stands in the way. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (watch == null) {
            lines.add("No folder is watched");
        } else {
            watch.folders().forEach(each -> lines.add("Watching '" + each + "'"));
            watch.problems().forEach((file, problem) -> lines.add(problem(file, problem)));
        }
        return lines;
    }

    private static String problem(Path file, String problem) {
        return "watch: '" + file + "' is not served: " + Mistakes.oneLine(problem);
    }

    /** Steps in between are not told. */
    @Override
    public void phaseChanged(PhaseChange change) {
        boolean matters = change.to() == GenerationPhase.ACTIVE
                || change.to() == GenerationPhase.CLOSED
                || change.to() == GenerationPhase.FAILED;
        if (matters && Thread.currentThread() != shell) {
            announcer.announce("watch: " + change);
        }
    }

    /** Tells a problem once. Used by one thread. */
    private final class Problems implements Runnable {

        private final PluginWatch watched;
        private Map<Path, String> told = Map.of();

        Problems(PluginWatch watched) {
            this.watched = watched;
        }

        @Override
        public void run() {
            Map<Path, String> now = watched.problems();
            now.forEach((file, problem) -> {
                if (!problem.equals(told.get(file))) {
                    announcer.announce(problem(file, problem));
                }
            });
            told = now;
        }
    }
}
