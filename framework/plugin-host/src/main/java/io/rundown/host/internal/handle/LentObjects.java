package io.rundown.host.internal.handle;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a generation has lent and somebody still has a handle of: one {@link LentObject} for each object. */
final class LentObjects {

    private final Gate gate;
    private final Map<Object, Link> links = new ConcurrentHashMap<>();
    private final ReferenceQueue<LentObject> dropped = new ReferenceQueue<>();

    /** Set before {@link #clear()} looks for what to sever; who adds something looks here afterwards, and severs it. */
    private volatile boolean cleared;

    LentObjects(Gate gate) {
        this.gate = gate;
    }

    LentObject of(Object target) {
        purge();
        while (true) {
            Link link = links.get(new Probe(target));
            LentObject known = link == null ? null : link.get();
            if (known != null) {
                return known;
            }
            LentObject made = new LentObject(gate, target);
            Link fresh = new Link(made, target, dropped);
            if (links.putIfAbsent(fresh, fresh) == null) {
                if (cleared) {
                    made.sever();
                }
                return made;
            }
        }
    }

    private void purge() {
        for (Reference<?> each = dropped.poll(); each != null; each = dropped.poll()) {
            links.remove(each);
        }
    }

    boolean isCleared() {
        return cleared;
    }

    /** Severs what is lent, and what will be. */
    void clear() {
        cleared = true;
        for (Link each : links.values()) {
            LentObject lent = each.get();
            if (lent != null) {
                lent.sever();
            }
        }
        links.clear();
    }

    /** Leads to a lent object as long as somebody has a handle of it. As a key it stands for the object's target. */
    private static final class Link extends WeakReference<LentObject> {

        private final int hash;

        Link(LentObject lent, Object target, ReferenceQueue<LentObject> queue) {
            super(lent, queue);
            this.hash = System.identityHashCode(target);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            LentObject lent = get();
            Object target = lent == null ? null : lent.targetIfAny();
            return target != null && other instanceof Link link && link.leadsTo(target);
        }

        boolean leadsTo(Object target) {
            LentObject lent = get();
            return lent != null && lent.stands(target);
        }
    }

    /** A key to look by: equal to the link that leads to its target. */
    private record Probe(Object target) {

        @Override
        public int hashCode() {
            return System.identityHashCode(target);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Link link && link.leadsTo(target);
        }
    }
}
