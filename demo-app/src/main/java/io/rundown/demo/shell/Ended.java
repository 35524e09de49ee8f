package io.rundown.demo.shell;

/** How a command ends whose only end is that somebody has seen enough. */
final class Ended {

    private Ended() {}

    /** Something that goes on until it is interrupted. */
    @FunctionalInterface
    interface Endless {
        void run() throws InterruptedException;
    }

    /** Runs it; an interrupt is the way to end it, and no failure. */
    static void byInterrupt(Endless work) {
        try {
            work.run();
        } catch (InterruptedException ctrlC) {
            Thread.currentThread().interrupt();
        }
    }
}
