package io.rundown.host;

import io.rundown.host.internal.handle.HandleCompiler;
import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.internal.handle.Slot;
import io.rundown.host.model.WhenUnavailable;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** The handles for one extension point as they are whenever somebody looks. Each iteration is a snapshot of its own. */
final class LiveExtensions<T> extends AbstractCollection<T> {

    private static final Comparator<Ranked<?>> BY_ORDINAL = Comparator.comparingInt(Ranked::ordinal);

    private final Class<T> type;
    private final Supplier<World> world;
    private final WhenUnavailable whenUnavailable;
    private final HandleCompiler compiler;

    LiveExtensions(Class<T> type, Supplier<World> world, WhenUnavailable whenUnavailable, HandleCompiler compiler) {
        this.type = type;
        this.world = world;
        this.whenUnavailable = whenUnavailable;
        this.compiler = compiler;
    }

    @Override
    public Iterator<T> iterator() {
        List<T> handles = new ArrayList<>();
        ranked().forEach(each -> handles.add(each.value()));
        return Collections.unmodifiableList(handles).iterator();
    }

    @Override
    public int size() {
        return ranked().size();
    }

    /**
     * A plugin whose old generation is in the world still shows the handles of its new one: the slot is asked, and it
     * changes before the old generation stops serving. So no reload hides a plugin or shows it twice.
     */
    List<Ranked<T>> ranked() {
        List<Ranked<T>> all = new ArrayList<>();
        for (Generation each : world.get().current().values()) {
            Slot slot = each.slot();
            if (slot.isServing()) {
                all.addAll(slot.handles(type, whenUnavailable, compiler));
            }
        }
        all.sort(BY_ORDINAL);
        return all;
    }
}
