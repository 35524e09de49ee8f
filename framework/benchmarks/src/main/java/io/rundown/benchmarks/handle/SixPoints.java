package io.rundown.benchmarks.handle;

import java.util.List;

/** Extension points that an application calls through their common parent: each has a handle class of its own. */
public final class SixPoints {

    /** All of them. */
    static final List<Class<? extends Calculator>> ALL =
            List.of(First.class, Second.class, Third.class, Fourth.class, Fifth.class, Sixth.class);

    private SixPoints() {}

    /** One. */
    public interface First extends Calculator {}

    /** Two. */
    public interface Second extends Calculator {}

    /** Three. */
    public interface Third extends Calculator {}

    /** Four. */
    public interface Fourth extends Calculator {}

    /** Five. */
    public interface Fifth extends Calculator {}

    /** Six. */
    public interface Sixth extends Calculator {}
}
