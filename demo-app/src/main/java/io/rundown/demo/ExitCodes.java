package io.rundown.demo;

/** What the process says to whoever started it. */
final class ExitCodes {

    /** All went well; in the demo, every promise was kept. */
    static final int OK = 0;

    /** A promise was broken, the program itself failed, or a leak was found by someone who asked for this code. */
    static final int BROKEN = 1;

    /** What was asked for cannot be done: wrong arguments, missing files, unknown plugins. */
    static final int MISTAKE = 2;

    private ExitCodes() {}
}
