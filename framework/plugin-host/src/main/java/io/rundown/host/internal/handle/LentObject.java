package io.rundown.host.internal.handle;

import io.rundown.Guard;
import org.jspecify.annotations.Nullable;

/**
 * An object of a generation's that its callers may use as long as the generation serves. All its handles share this, and
 * it is all that they hold; when the generation is let go, nothing of the plugin's is left here.
 */
public final class LentObject {

    private final Gate gate;

    /** Emptied once, when the gate is cleared. Callers read it with a guard held; only a forced unload empties it then. */
    private volatile @Nullable Object target;

    LentObject(Gate gate, Object target) {
        this.gate = gate;
        this.target = target;
    }

    // ------------------------------------------------------------------------ called by generated handles

    /** The gate of the generation that the object belongs to. */
    public Gate gate() {
        return gate;
    }

    /** Comes in, or throws what refuses. */
    public Guard enter() {
        Guard guard = gate.tryEnter();
        if (guard == null) {
            throw gate.refuse();
        }
        return guard;
    }

    /** The object, or throws what refuses. */
    public Object target() {
        Object now = target;
        if (now == null) {
            throw gate.refuse();
        }
        return now;
    }

    // ------------------------------------------------------------------------ called by the gate

    boolean stands(Object forObject) {
        return target == forObject;
    }

    @Nullable
    Object targetIfAny() {
        return target;
    }

    void sever() {
        target = null;
    }
}
