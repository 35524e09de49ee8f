package io.rundown;

import java.lang.System.Logger;
import java.lang.invoke.VarHandle;

/** The two halves of an asymmetric fence, as chosen for this JVM once and for all. */
final class Fences {

    private static final FenceChoice CHOICE = FenceChoice.of(System.getProperty(FenceChoice.PROPERTY), Vm.running());

    static final Fence CHOSEN = CHOICE.fence();

    /** Constant for the JIT, so that the form that was not chosen leaves no trace in the code. */
    static final boolean ATOMIC = CHOSEN == Fence.ATOMIC;

    static {
        Logger.Level level = CHOICE.asWished() ? Logger.Level.DEBUG : Logger.Level.WARNING;
        System.getLogger("io.rundown").log(level, CHOICE.told());
    }

    private Fences() {}

    /** Has the choice made now, and not during somebody's first call. */
    static void choose() {
        // the class has been initialized
    }

    /**
     * Keeps the compiler from moving a memory access across, and emits nothing on x86. {@code releaseFence} is specified
     * to order what is before it only with later <i>stores</i>; HotSpot's compilers make it a barrier for everything,
     * which is what is needed here, as long as the load that must stay behind it is of a volatile field, as the state is: a
     * plain one may be known from before. What the processor reorders nevertheless, the {@linkplain #heavy() heavy fence}
     * mends.
     */
    static void light() {
        VarHandle.releaseFence();
    }

    /**
     * Makes every thread pass a full fence before this method returns; nothing in atomic mode. Takes some tens of
     * microseconds, more with many threads. Must not be called under a lock that callers may want.
     */
    static void heavy() {
        CHOICE.heavy().run();
    }
}
