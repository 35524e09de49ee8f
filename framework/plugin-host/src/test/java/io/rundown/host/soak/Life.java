package io.rundown.host.soak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The life of one generation, as its own code tells it. One object for each class loader, in a static field of the
 * plugin's; it knows nothing of the loader, so it may be kept.
 */
public final class Life {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String id;
    private final String version;
    private final long number = NUMBERS.incrementAndGet();

    /** Calls inside, counted by the plugin. An entry counts itself before it looks whether the stop has begun... */
    private final AtomicInteger inside = new AtomicInteger();

    /** ...and the stop says so before it looks at the count: of two that meet, one sees the other at least. */
    private volatile boolean stopped;

    /** Written by the start, which comes before every call. */
    private volatile List<Life> linked = List.of();

    private Life(String id, String version) {
        this.id = id;
        this.version = version;
    }

    /** Called once by each generation. */
    public static Life begin(String id, String version, ClassLoader loader) {
        Life life = new Life(id, version);
        Soak.current().loaders().add(life, loader);
        return life;
    }

    /** Called by a plugin that may not have been linked to the one it asks. */
    public static List<Life> ifLinked(Supplier<Life> dependency) {
        try {
            return List.of(dependency.get());
        } catch (NoClassDefFoundError away) {
            return List.of();
        }
    }

    String id() {
        return id;
    }

    boolean isLinkedTo(String other) {
        return linked.stream().anyMatch(each -> each.id.equals(other));
    }

    // ------------------------------------------------------------------------ called by the plugin

    /** Called by {@code start()} with the generations whose classes the plugin sees. */
    public void start(List<Life> dependencies) {
        linked = List.copyOf(dependencies);
        Map<String, Life> seen = new HashMap<>();
        collect(seen);
    }

    /** In a diamond, both ways have to lead to the same generation. */
    private void collect(Map<String, Life> seen) {
        Life other = seen.putIfAbsent(id, this);
        if (other != null && other != this) {
            Soak.current().violation(this + " and " + other + " are linked in one plugin");
        }
        linked.forEach(each -> each.collect(seen));
    }

    /** Called by {@code stop()}. */
    public void stop() {
        stopped = true;
        int still = inside.get();
        if (still != 0) {
            Soak.current().violation(this + " was stopped with " + still + " calls inside");
        }
    }

    /** Called at the beginning of a call with the generations whose classes the plugin sees now. */
    public void enter(List<Life> dependencies) {
        Soak.current().entered(id);
        inside.incrementAndGet();
        look();
        if (!dependencies.equals(linked)) {
            Soak.current().violation(this + " was linked to " + linked + " and now sees " + dependencies);
        }
    }

    /** Called at the end of a call. */
    public void leave() {
        look();
        inside.decrementAndGet();
    }

    private void look() {
        if (stopped) {
            Soak.current().violation(this + " is called and stopped");
        }
        for (Life each : linked) {
            if (each.stopped) {
                Soak.current().violation(each + " was stopped before " + this + ", which runs on it");
            }
        }
    }

    @Override
    public String toString() {
        return id + " " + version + " (life " + number + ")";
    }
}
