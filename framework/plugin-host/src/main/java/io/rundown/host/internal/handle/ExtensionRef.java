package io.rundown.host.internal.handle;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a handle stands for: an extension of a plugin, whichever generation of it is current. Holds the application's
 * type and the extension's class name, nothing of the plugin's.
 */
public final class ExtensionRef {

    private final Slot slot;
    private final int index;
    private final Class<?> type;
    private final String className;

    /** Set once, before the reference is added to its slot under the slot's monitor. */
    private @Nullable Object handle;

    ExtensionRef(Slot slot, int index, Class<?> type, String className) {
        this.slot = slot;
        this.index = index;
        this.type = type;
        this.className = className;
    }

    /** The plugin's place. */
    public Slot slot() {
        return slot;
    }

    /** Where a gate keeps the extension that this stands for. */
    public int index() {
        return index;
    }

    /** The extension point. */
    public Class<?> type() {
        return type;
    }

    /** The extension's class name in the generation for which the handle was first made. */
    public String className() {
        return className;
    }

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
            if (type.isInstance(extension)) {
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
        return "Handle[" + type.getSimpleName() + " of plugin '" + slot.pluginId() + "']";
    }
}
