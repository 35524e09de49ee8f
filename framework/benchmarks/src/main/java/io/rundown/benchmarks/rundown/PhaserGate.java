package io.rundown.benchmarks.rundown;

import java.util.concurrent.Phaser;

/** Callers register and deregister; the owner is a party from the start, so that only its arrival ends the phase. */
final class PhaserGate {

    private final Phaser phaser = new Phaser(1);
    private volatile boolean closed;

    boolean tryAcquire() {
        phaser.register();
        // Read after the registration: whoever still finds it open is waited for.
        if (closed) {
            release();
            return false;
        }
        return true;
    }

    void release() {
        phaser.arriveAndDeregister();
    }

    void closeAndAwait() throws InterruptedException {
        closed = true;
        phaser.awaitAdvanceInterruptibly(phaser.arrive());
    }
}
