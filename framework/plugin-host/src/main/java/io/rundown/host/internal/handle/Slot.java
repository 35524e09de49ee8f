package io.rundown.host.internal.handle;

import io.rundown.host.internal.handle.Gate.HandleKey;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.WhenUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's place in the host. It outlives the plugin's generations: handles belong to it and follow whatever
 * generation stands here.
 */
public final class Slot {

    private final String pluginId;

    /**
     * The gate through which calls go. Stored when a generation is published, and left in place when it goes: a closed
     * gate refuses. A new gate is stored before the old one begins its rundown, so a caller that the old one refuses
     * finds the new one here. Null before the first generation, and while several slots {@linkplain #turning turn}.
     */
    private volatile @Nullable Gate current;

    /**
     * What to go by while {@link #current} is null. Stored before {@code current} is emptied, and emptied after it is
     * stored again: whoever finds both null has missed the end and looks once more.
     */
    private volatile @Nullable Turning turning;

    /** Whether a first gate was ever stored, or is about to be. Stored before both others. */
    private volatile boolean used;

    /** Every reference handed out, at its index; null where one was forgotten. Guarded by the monitor. */
    private final List<@Nullable ExtensionRef> refs = new ArrayList<>();

    /** For callers who wait until the plugin serves again. Told under the monitor; waits for nothing itself. */
    private final Changes changes = new Changes();

    /** Guarded by the monitor. */
    private int generations;

    /**
     * Makes the place of a plugin that has not been loaded yet.
     *
     * @param pluginId the plugin
     */
    public Slot(String pluginId) {
        this.pluginId = pluginId;
    }

    // ------------------------------------------------------------------------ called by generated handles

    /** The gate to try first. */
    public Gate gate() {
        Gate gate = current;
        return gate != null ? gate : gateWhileTurning();
    }

    private Gate gateWhileTurning() {
        Gate gate = now();
        if (gate == null) {
            throw new IllegalStateException("No generation of plugin '" + pluginId + "' was ever published");
        }
        return gate;
    }

    /** The gate through which calls go, if there was ever one. */
    private @Nullable Gate now() {
        while (true) {
            Gate gate = current;
            if (gate != null) {
                return gate;
            }
            Turning turn = turning;
            if (turn != null) {
                return turn.gate();
            }
            if (!used) {
                return null;
            }
        }
    }

    /**
     * Between two gates.
     *
     * @param before the gate until the switchover is done
     * @param after the gate from then on
     */
    private record Turning(@Nullable Gate before, Gate after, Switchover switchover) {

        @Nullable
        Gate gate() {
            return switchover.isDone() ? after : before;
        }
    }

    /**
     * The gate to try after a refusal: the one that has taken the place of the refusing one.
     *
     * @throws PluginUnavailableException if none has
     */
    public Gate gateAfterRefusal(Gate refusing) {
        Gate now = gate();
        if (now == refusing) {
            throw refusing.refuse();
        }
        return now;
    }

    // ------------------------------------------------------------------------ called by the host

    /** The plugin. */
    public String pluginId() {
        return pluginId;
    }

    /** The number of the next generation, from 1. */
    public synchronized int nextGeneration() {
        return ++generations;
    }

    /** Lets calls in through another gate from now on. The generation that was here may begin its rundown afterwards. */
    public synchronized void publish(Gate gate) {
        gate.bind(refs);
        used = true;
        current = gate;
        changes.tell();
    }

    /** Says that the gate that is here lets calls in again. */
    public void resumed() {
        changes.tell();
    }

    /** What callers wait for whom the plugin refused. */
    Changes changes() {
        return changes;
    }

    /** Makes another gate the one through which calls go at the instant that a switchover is done. */
    synchronized void prepare(Gate next, Switchover switchover) {
        next.bind(refs);
        turning = new Turning(current, next, switchover);
        used = true;
        current = null;
    }

    /** Goes on with the new gate after a switchover. */
    synchronized void finishSwitch() {
        Turning turn = Objects.requireNonNull(turning, "Not prepared");
        current = turn.after;
        turning = null;
        changes.tell();
    }

    /** Goes on with the old gate when there will be no switchover. */
    synchronized void abandonSwitch() {
        Turning turn = Objects.requireNonNull(turning, "Not prepared");
        current = turn.before;
        used = turn.before != null;
        turning = null;
    }

    /**
     * Forgets what is behind a gate. Under the monitor, so that a reader who is just binding handles cannot put back what
     * is being forgotten.
     */
    public synchronized void clear(Gate gate) {
        gate.clear();
    }

    /**
     * Whether calls get in now. A gate that has closed since it was read here says nothing if another has taken its place:
     * a plugin that is being reloaded always serves.
     */
    public boolean isServing() {
        Gate gate = now();
        while (gate != null && gate.phase() != GenerationPhase.ACTIVE) {
            Gate now = now();
            if (now == gate) {
                return false;
            }
            gate = now;
        }
        return gate != null;
    }

    /**
     * The handles for all extensions of one type that calls would reach now, best first.
     *
     * @param <T> the extension point
     * @param type the extension point
     * @param whenUnavailable what the handles do while the plugin is away
     * @param compiler makes the handles' class
     * @throws IllegalArgumentException if no handle can be made for the type
     */
    public <T> List<Ranked<T>> handles(Class<T> type, WhenUnavailable whenUnavailable, HandleCompiler compiler) {
        Gate gate = now();
        if (gate == null) {
            return List.of();
        }
        HandleKey key = new HandleKey(type, whenUnavailable);
        @SuppressWarnings("unchecked") // stored by makeHandles under this very type
        List<Ranked<T>> known = (List<Ranked<T>>) (List<?>) gate.knownHandles(key);
        return known != null ? known : makeHandles(type, key, compiler);
    }

    /**
     * The handle for one extension.
     *
     * @param <T> the extension point
     * @param type the extension point
     * @param className the extension's class
     * @param whenUnavailable what the handle does while the plugin is away
     * @param compiler makes the handle's class
     * @return null if there is no such extension now
     * @throws IllegalArgumentException if no handle can be made for the type
     */
    public <T> @Nullable T handle(
            Class<T> type, String className, WhenUnavailable whenUnavailable, HandleCompiler compiler) {
        handles(type, whenUnavailable, compiler);
        synchronized (this) {
            return type.cast(knownHandle(new HandleKey(type, whenUnavailable), className));
        }
    }

    /**
     * What was found behind a gate only counts if the gate is still current afterwards: one that was replaced meanwhile
     * may have been cleared already. Every further round is the doing of another reload.
     */
    private <T> List<Ranked<T>> makeHandles(Class<T> type, HandleKey key, HandleCompiler compiler) {
        while (true) {
            Gate gate = gate();
            List<Ranked<T>> handles = handlesBehind(gate, type, key, compiler);
            synchronized (this) {
                if (gate == now()) {
                    bindAll(gate);
                    if (gate.phase() == GenerationPhase.ACTIVE && !compiler.hasForgotten(type)) {
                        gate.remember(key, handles);
                    }
                    return handles;
                }
            }
        }
    }

    /** A gate that is about to take over must know every reference as well. Called under the monitor. */
    private void bindAll(Gate gate) {
        gate.bind(refs);
        Turning turn = turning;
        if (turn != null) {
            turn.after.bind(refs);
        }
    }

    private <T> List<Ranked<T>> handlesBehind(Gate gate, Class<T> type, HandleKey key, HandleCompiler compiler) {
        List<Ranked<T>> handles = new ArrayList<>();
        for (Ranked<Object> extension : gate.extensions()) {
            if (type.isInstance(extension.value())) {
                T handle = type.cast(handle(key, extension.value().getClass().getName(), compiler));
                handles.add(new Ranked<>(handle, extension.ordinal()));
            }
        }
        return List.copyOf(handles);
    }

    private Object handle(HandleKey key, String className, HandleCompiler compiler) {
        synchronized (this) {
            Object known = knownHandle(key, className);
            if (known != null) {
                return known;
            }
        }
        ExtensionRef ref = new ExtensionRef(this, key, className);
        // Outside the monitor: the constructor of an abstract extension point is the application's code.
        Object made = compiler.newHandle(ref);
        synchronized (this) {
            Object first = knownHandle(key, className);
            if (first != null) {
                return first;
            }
            if (!compiler.hasForgotten(key.type())) {
                ref.handle(made);
                keep(ref);
            }
            return made;
        }
    }

    /** In the place of one that was forgotten, so that reloads that bring extension points along do not pile them up. */
    private void keep(ExtensionRef ref) {
        int free = refs.indexOf(null);
        if (free < 0) {
            ref.keepAt(refs.size());
            refs.add(ref);
        } else {
            ref.keepAt(free);
            refs.set(free, ref);
        }
    }

    private @Nullable Object knownHandle(HandleKey key, String className) {
        for (ExtensionRef ref : refs) {
            if (ref != null && ref.isFor(key, className)) {
                return ref.handle();
            }
        }
        return null;
    }

    /**
     * Forgets the references whose extension point is defined by a class loader that is being closed. The compiler has to
     * forget it first: then nothing is remembered afterwards.
     */
    public synchronized void forget(ClassLoader loader) {
        for (int i = 0; i < refs.size(); i++) {
            ExtensionRef ref = refs.get(i);
            if (ref != null && ref.type().getClassLoader() == loader) {
                ref.forget();
                refs.set(i, null);
            }
        }
        Gate gate = now();
        if (gate != null) {
            gate.forget(loader);
        }
    }

    @Override
    public String toString() {
        return "Slot[" + pluginId + ", " + now() + "]";
    }
}
