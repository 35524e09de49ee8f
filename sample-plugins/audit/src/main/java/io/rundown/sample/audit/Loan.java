package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;

/** Something of the JVM's or the application's that leads to an object of this plugin until it is given back. */
interface Loan extends AutoCloseable {

    /** Which leak it is not to give this back. */
    Leak leak();

    /** Gives it back; a second call does nothing. */
    @Override
    void close();
}
