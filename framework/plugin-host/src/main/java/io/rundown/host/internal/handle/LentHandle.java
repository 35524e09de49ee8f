package io.rundown.host.internal.handle;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all generated handles of lent objects have in common. It has no methods but Object's, because the interface of a
 * handle may have any.
 */
public abstract class LentHandle {

    /** What this is a handle of. */
    protected final LentObject lent;

    /** Called by generated handles. */
    protected LentHandle(LentObject lent) {
        this.lent = Objects.requireNonNull(lent);
    }

    /**
     * What enters a plugin in place of an argument: the object itself if it is a handle of one of the very generation that
     * is being called. Called by generated handles.
     */
    public static Object unwrap(LentHandle argument, Gate entered) {
        LentObject lent = argument.lent;
        Object target = lent.gate() == entered ? lent.targetIfAny() : null;
        return target == null ? argument : target;
    }

    /** Two handles of one object are equal. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof LentHandle handle && handle.lent == lent;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(lent);
    }

    @Override
    public final String toString() {
        return "Handle[" + HandleNames.typeOf(getClass().getName()) + " of "
                + lent.gate().inWords() + "]";
    }
}
