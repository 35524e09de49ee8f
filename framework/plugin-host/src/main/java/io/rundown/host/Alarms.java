package io.rundown.host;

import java.time.Duration;

/**
 * Time, and one thread that is woken by it. What is given here runs one after the other, so what only such bodies touch
 * needs no other protection.
 */
interface Alarms {

    /** Runs something after a while, unless it is canceled first. */
    Alarm after(Duration delay, Runnable body);

    /** Runs something as soon as what is running has ended. */
    void soon(Runnable body);

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /** Something that is to be run. */
    interface Alarm {

        /** Forgets it, unless it is running or has run. Idempotent. */
        void cancel();
    }
}
