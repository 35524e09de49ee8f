package io.rundown.host.testing;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.pf4j.ExtensionPoint;

/** An extension that says with every answer which one it is; there is one for each generation. */
public interface Counted extends ExtensionPoint {

    /** Numbers them. */
    AtomicInteger MADE = new AtomicInteger();

    /** Its number, at once. */
    int now();

    /** Its number, from inside a nested call. */
    int through(Counted handle);

    /** Its number, when the signal comes. */
    CompletionStage<Integer> later(CompletionStage<?> signal);
}
