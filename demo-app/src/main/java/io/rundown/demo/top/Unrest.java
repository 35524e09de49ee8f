package io.rundown.demo.top;

import io.rundown.demo.session.Session;
import io.rundown.host.PluginHost;
import io.rundown.host.model.PluginException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** An administrator who reloads tax and takes fraud out and puts it back, again and again, so that there is something to see. */
public final class Unrest implements AutoCloseable {

    private static final Duration BETWEEN_ACTS = Duration.ofMillis(1_500);

    private final PluginHost host;
    private final List<Path> taxes = new ArrayList<>();
    private final Path fraud;
    private final Duration betweenActs;
    private final Thread thread = new Thread(this::work, "administrator");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition toldToEnd = lock.newCondition();

    /** Guarded by the lock. */
    private boolean ended;

    /** Written by the administrator's thread after each act, read by whoever paints. */
    private volatile String lastAct = "";

    /**
     * Begins at once.
     *
     * @param host with tax and fraud loaded
     * @param otherTax another version of tax, if there is one
     */
    public Unrest(PluginHost host, @Nullable Path otherTax) {
        this(host, otherTax, BETWEEN_ACTS);
    }

    Unrest(PluginHost host, @Nullable Path otherTax, Duration betweenActs) {
        this.host = host;
        this.betweenActs = betweenActs;
        this.fraud = Session.fileOf(host, "fraud");
        this.taxes.add(Session.fileOf(host, "tax"));
        if (otherTax != null) {
            taxes.add(0, otherTax);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** What was done last, in a line; empty if nothing was done yet. */
    public String lastAct() {
        return lastAct;
    }

    private void work() {
        for (int round = 0; pause(); round++) {
            try {
                lastAct = act(round);
            } catch (PluginException e) {
                lastAct = "did not work: " + e.getMessage();
            } catch (IllegalStateException closed) {
                // The host, as when the process is told to end: there is nothing left to act upon.
                lastAct = "ended: " + closed.getMessage();
                return;
            }
        }
    }

    private String act(int round) {
        return switch (round % 4) {
            case 0, 2 -> reloadTax(taxes.get(round / 2 % taxes.size()));
            case 1 -> unloadFraud();
            default -> "loaded " + host.load(fraud);
        };
    }

    private String reloadTax(Path file) {
        ReloadReport report = host.reload("tax", file);
        return report.switched() ? "reloaded " + report.loaded().get(0) : "did not reload tax: " + report.failure();
    }

    private String unloadFraud() {
        UnloadReport report = host.unload("fraud");
        return report.plugin().toString();
    }

    /** Whether there is another act to do. */
    private boolean pause() {
        long rest = betweenActs.toNanos();
        lock.lock();
        try {
            while (!ended && rest > 0) {
                rest = toldToEnd.awaitNanos(rest);
            }
            return !ended;
        } catch (InterruptedException nobodyElseKnowsThisThread) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends after the act that is going on. Idempotent. Waits for it for as long as an unload may take; an interrupt of the
     * calling thread ends the wait and is kept.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            toldToEnd.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
