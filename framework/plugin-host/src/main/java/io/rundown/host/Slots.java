package io.rundown.host;

import io.rundown.host.internal.handle.HandleCompiler;
import io.rundown.host.internal.handle.Slot;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The places of all plugins ever loaded. They stay: a handle finds its plugin again when it is loaded again. */
final class Slots {

    private final Map<String, Slot> slots = new ConcurrentHashMap<>();
    private final HandleCompiler compiler;

    Slots(HandleCompiler compiler) {
        this.compiler = compiler;
    }

    Slot of(String id) {
        return slots.computeIfAbsent(id, Slot::new);
    }

    /** Forgets all that is known about extension points of a class loader that is being closed. */
    void forget(ClassLoader loader) {
        compiler.forget(loader);
        slots.values().forEach(slot -> slot.forget(loader));
    }
}
