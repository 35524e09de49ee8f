package io.rundown.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Time that passes when a test says so; what is due runs on the test's thread, what is soon on that which says so. */
final class ManualAlarms implements Alarms {

    private final List<Set> waiting = new ArrayList<>();
    private long now;

    private final class Set implements Alarm {

        private final long due;
        private final Runnable body;

        Set(long due, Runnable body) {
            this.due = due;
            this.body = body;
        }

        @Override
        public void cancel() {
            synchronized (ManualAlarms.this) {
                waiting.remove(this);
            }
        }
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable body) {
        Set set = new Set(now + delay.toNanos(), body);
        waiting.add(set);
        return set;
    }

    @Override
    public void soon(Runnable body) {
        body.run();
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    /** Lets time pass, and runs what is due then. */
    void pass(Duration time) {
        long end = nanoTime() + time.toNanos();
        for (Set due = takeDue(end); due != null; due = takeDue(end)) {
            due.body.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @Nullable Set takeDue(long end) {
        Set first =
                waiting.stream().min(Comparator.comparingLong(each -> each.due)).orElse(null);
        if (first == null || first.due > end) {
            return null;
        }
        waiting.remove(first);
        now = Math.max(now, first.due);
        return first;
    }

    /** How many alarms are set. */
    synchronized int size() {
        return waiting.size();
    }
}
