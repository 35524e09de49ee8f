package io.rundown.host.internal.handle;

import io.rundown.Guard;
import io.rundown.host.internal.handle.Gate.HandleKey;
import io.rundown.host.model.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a handle stands for: an extension of a plugin, whichever generation of it is current. Holds the application's
 * type and the extension's class name, nothing of the plugin's.
 */
public final class ExtensionRef {

    /** Where nothing is. */
    private static final int NOWHERE = Integer.MAX_VALUE;

    private final Slot slot;
    private final HandleKey key;
    private final String className;

    /**
     * Written under the slot's monitor. Set before the handle is handed out. Taken back when the reference is forgotten,
     * before another one may get the same index: whoever finds that one's target in a gate finds this taken back, because
     * the gate's targets are stored after it and read before it.
     */
    private int index = NOWHERE;

    /** Set once, before the reference is added to its slot under the slot's monitor. */
    private @Nullable Object handle;

    ExtensionRef(Slot slot, HandleKey key, String className) {
        this.slot = slot;
        this.key = key;
        this.className = className;
    }

    /** The plugin's place. */
    public Slot slot() {
        return slot;
    }

    /** Where a gate keeps the extension that this stands for. Read after the gate's targets. */
    public int index() {
        return index;
    }

    /** Has a place in every gate from now on. */
    void keepAt(int place) {
        index = place;
    }

    /** Has none any more. */
    void forget() {
        index = NOWHERE;
    }

    /** The extension point. */
    public Class<?> type() {
        return key.type();
    }

    boolean isFor(HandleKey wanted, String wantedClassName) {
        return key.equals(wanted) && className.equals(wantedClassName);
    }

    /** The extension's class name in the generation for which the handle was first made. */
    public String className() {
        return className;
    }

    // ------------------------------------------------------------------------ called by generated handles

    /**
     * Comes in by the gate that has taken the place of one that refused, or waits until there is one, if this handle
     * waits.
     *
     * @throws io.rundown.host.model.PluginUnavailableException if there is none, or none in time
     */
    public Entry enterAfterRefusal(Gate refusing) {
        if (key.whenUnavailable().refuses()) {
            Gate gate = refusing;
            while (true) {
                gate = slot.gateAfterRefusal(gate);
                Guard guard = gate.tryEnter();
                if (guard != null) {
                    return new Entry(gate, guard);
                }
            }
        }
        return enterInTime();
    }

    private Entry enterInTime() {
        long start = System.nanoTime();
        long limit = Durations.saturatedNanos(key.whenUnavailable().atMost());
        while (true) {
            // Read before the attempt: what changes after it has failed is not missed.
            long seen = slot.changes().seen();
            Gate gate = slot.gate();
            Guard guard = gate.tryEnter();
            if (guard != null) {
                return new Entry(gate, guard);
            }
            try {
                if (!slot.changes().await(seen, limit - (System.nanoTime() - start))) {
                    throw gate.refuse(" and did not come back; waited " + inWords(start));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw gate.refuse("; waited " + inWords(start) + ", then was interrupted");
            }
        }
    }

    private static String inWords(long start) {
        return Durations.inWords(Duration.ofNanos(System.nanoTime() - start));
    }

    // ------------------------------------------------------------------------ called by the slot and the gate

    Object handle() {
        return Objects.requireNonNull(handle, "Handle not made yet");
    }

    void handle(Object made) {
        handle = made;
    }

    /**
     * The extension to stand for among those of a generation: the one of the same class name or else, because versions
     * rename their classes, the only one for this extension point.
     */
    @Nullable
    Object choose(List<Ranked<Object>> extensions) {
        Object only = null;
        int candidates = 0;
        for (Ranked<Object> ranked : extensions) {
            Object extension = ranked.value();
            if (type().isInstance(extension)) {
                if (extension.getClass().getName().equals(className)) {
                    return extension;
                }
                only = extension;
                candidates++;
            }
        }
        return candidates == 1 ? only : null;
    }

    /** What a handle says of itself; never asks the plugin. */
    @Override
    public String toString() {
        return "Handle[" + type().getSimpleName() + " of plugin '" + slot.pluginId() + "']";
    }
}
