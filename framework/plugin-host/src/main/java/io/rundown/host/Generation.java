package io.rundown.host;

import io.rundown.host.internal.cleanup.Beginning;
import io.rundown.host.internal.handle.Gate;
import io.rundown.host.internal.handle.Slot;
import io.rundown.host.internal.jfr.Flight;
import io.rundown.host.internal.load.PrivateCopy;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.StopResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded copy of a plugin. Changed only by the operation that holds the {@linkplain Claims claim} of its id; taking
 * over the claim makes the changes visible. What others may read is in its gate.
 */
final class Generation {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final Slot slot;
    private final Gate gate;
    private final PluginDescriptor descriptor;
    private final PrivateCopy copy;
    private final List<Generation> dependencies;
    private final HostEvents events;
    private final StuckCalls stuckCalls;
    private final LifecycleWait lifecycleWait;
    private final Instant since = Instant.now();
    private final Beginning beginning = Beginning.now();

    /** Set by the operation that starts the generation, once its plugin is constructed. */
    private @Nullable Plugin constructed;

    /** Null once it is closed, and whoever still holds this generation holds nothing of the plugin's. Read by anyone. */
    private volatile @Nullable ClassLoader loader;

    /** Replaced as a whole by the operation that makes a step, so that whoever looks sees one step and not two halves. */
    private volatile Standing standing = new Standing(GenerationPhase.LOADED, since, null);

    /** Set by the start, if it gets so far, before the generation is published; pf4j's view hands it out. */
    private volatile @Nullable Plugin plugin;

    /** Set by a deletion before it unloads, and read by the operation that closes the loader, mostly the same. */
    private volatile boolean deleting;

    /** Set once {@code stop()} has been called, or found not to be there to call. */
    private @Nullable StopResult stop;

    /** What its fields led to before it was stopped. Dropped by the clean-up, as it leads to the class loader. */
    private List<Object> hadInFields = List.of();

    /** What was left behind when it was closed, or was to be closed, in all attempts. */
    private List<Leftover> leftovers = List.of();

    Generation(
            Slot slot,
            Gate gate,
            Candidate candidate,
            ClassLoader loader,
            List<Generation> dependencies,
            HostEvents events,
            StuckCalls stuckCalls,
            LifecycleWait lifecycleWait) {
        this.slot = slot;
        this.descriptor = candidate.descriptor();
        this.copy = candidate.copy();
        this.gate = gate;
        this.loader = loader;
        this.dependencies = List.copyOf(dependencies);
        this.events = events;
        this.stuckCalls = stuckCalls;
        this.lifecycleWait = lifecycleWait;
    }

    /** Where it stands and since when; and its drain, while it drains. */
    private record Standing(
            GenerationPhase phase, Instant since, @Nullable Draining draining) {}

    /** Makes the step to another phase, and tells the listeners. */
    void become(GenerationPhase next) {
        become(next, () -> {});
    }

    /** Likewise; the listeners are told once the rest of the step is done, too. */
    void become(GenerationPhase next, Runnable rest) {
        PhaseChange change = step(next);
        rest.run();
        events.deliver(change);
    }

    /** Makes the step to another phase: the only place where a phase changes. The caller tells the listeners. */
    PhaseChange step(GenerationPhase next) {
        GenerationPhase now = gate.phase();
        if (!now.canBecome(next)) {
            throw new IllegalStateException(gate + " cannot go from " + now + " to " + next);
        }
        PhaseChange change = new PhaseChange(id(), gate.version(), gate.generation(), now, next, Instant.now());
        Draining before = standing.draining();
        standing = new Standing(
                next,
                change.at(),
                next == GenerationPhase.DRAINING ? new Draining(gate, stuckCalls, change.at()) : null);
        gate.phase(next);
        log.info("{}: {} -> {}", gate, now, next);
        if (before != null) {
            before.end(next);
        } else if (next == GenerationPhase.ACTIVE) {
            Flight.loaded(
                    id(),
                    gate.version(),
                    gate.generation(),
                    copy.source().toString(),
                    Duration.between(since, change.at()));
        }
        return change;
    }

    /** Its drain, while it drains. */
    Optional<Draining> draining() {
        return Optional.ofNullable(standing.draining());
    }

    /** Who is inside. */
    Inside inside() {
        return draining().map(Draining::inside).orElseGet(() -> Inside.of(gate, Duration.ZERO));
    }

    String id() {
        return gate.pluginId();
    }

    GenerationPhase phase() {
        return gate.phase();
    }

    /** Whether the last call has ended and the end has begun. */
    boolean isGoing() {
        return phase() == GenerationPhase.STOPPING || phase() == GenerationPhase.CLOSED;
    }

    LifecycleWait lifecycleWait() {
        return lifecycleWait;
    }

    Slot slot() {
        return slot;
    }

    Gate gate() {
        return gate;
    }

    PluginDescriptor descriptor() {
        return descriptor;
    }

    PrivateCopy copy() {
        return copy;
    }

    /**
     * The class loader.
     *
     * @throws IllegalStateException if it is closed and forgotten
     */
    ClassLoader loader() {
        ClassLoader now = loader;
        if (now == null) {
            throw new IllegalStateException(this + " has no class loader any more");
        }
        return now;
    }

    /** The class loader, or null if it is closed and forgotten. */
    @Nullable
    ClassLoader loaderIfAny() {
        return loader;
    }

    /** Whether a class loader, which may be null for that of the JDK, is the generation's. */
    boolean isOf(@Nullable ClassLoader definer) {
        return definer != null && definer == loader;
    }

    /** Hands the closed class loader over. Who still holds this generation, on a stack, say, keeps nothing by it. */
    ClassLoader forgetLoader() {
        ClassLoader last = loader();
        loader = null;
        return last;
    }

    /** The generations whose classes this one uses: they must not go before it. */
    List<Generation> dependencies() {
        return dependencies;
    }

    @Nullable
    Plugin plugin() {
        return plugin;
    }

    void plugin(Plugin made) {
        plugin = made;
    }

    /** When it was made: before any of the plugin's code ran. */
    Beginning beginning() {
        return beginning;
    }

    void constructed(Plugin made) {
        constructed = made;
    }

    /** The plugin's objects that the host has made: the plugin itself, whether it started or not, and its extensions. */
    List<Object> objects() {
        List<Object> objects = new ArrayList<>();
        if (constructed != null) {
            objects.add(constructed);
        }
        gate.extensions().forEach(each -> objects.add(each.value()));
        return objects;
    }

    void hadInFields(List<Object> found) {
        hadInFields = found;
    }

    List<Object> hadInFields() {
        return hadInFields;
    }

    /** What an earlier attempt to close it found stays told, except of the same thing. */
    void foundLeftovers(List<Leftover> found) {
        List<Leftover> all = new ArrayList<>(leftovers);
        all.removeIf(earlier -> found.stream()
                .anyMatch(each -> each.kind() == earlier.kind() && each.what().equals(earlier.what())));
        all.addAll(found);
        leftovers = List.copyOf(all);
    }

    List<Leftover> leftovers() {
        return leftovers;
    }

    /** Whether the plugin is to be told that it is being deleted. */
    boolean isDeleting() {
        return deleting;
    }

    void deleting(boolean begun) {
        deleting = begun;
    }

    boolean isStopped() {
        return stop != null;
    }

    /** How {@code stop()} went, if it was called. */
    StopResult stopResult() {
        return stop == null ? StopResult.NOT_CALLED : stop;
    }

    void stopped(StopResult result) {
        stop = result;
    }

    /** Why another one of the same id cannot be loaded. */
    String isInTheWay() {
        return phase() == GenerationPhase.STOPPING
                ? this + " is stopped, but could not be closed; unload it again first"
                : this + " is already loaded, from '" + copy.source() + "'; reload it instead";
    }

    LoadedPlugin told() {
        return new LoadedPlugin(id(), gate.version(), gate.generation(), copy.source());
    }

    /**
     * What there is to say of it.
     *
     * @param dependents the ids of the plugins that are linked to it
     */
    GenerationStatus status(List<String> dependents) {
        Standing now = standing;
        return new GenerationStatus(
                id(),
                gate.version(),
                gate.generation(),
                now.phase(),
                now.since(),
                copy.source(),
                since,
                dependencies.stream().map(Generation::id).toList(),
                dependents,
                gate.calls(),
                gate.protection().held(),
                gate.protection().heldTransferable(),
                gate.refused(),
                now.draining() == null ? null : now.draining().progress());
    }

    /**
     * Lets go of everything: the extensions, the class loader, the private copy. Every step is taken whatever became of
     * the ones before. May be called again after a failure.
     *
     * @return the first failure
     */
    @Nullable
    Failure letGo() {
        slot.clear(gate);
        gate.abandonResults();
        plugin = null;
        constructed = null;
        Failure first = null;
        for (AutoCloseable step : List.<AutoCloseable>of(this::closeLoader, copy::delete)) {
            try {
                step.close();
            } catch (Throwable e) { // a class loader may be foreign code
                log.warn("{}: not everything could be closed", gate, e);
                first = first == null ? Failure.of(e) : first;
            }
        }
        return first;
    }

    /** One that an application's own {@link org.pf4j.PluginLoader} made need not be closeable. */
    private void closeLoader() throws Exception {
        if (loader() instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public String toString() {
        return gate.toString();
    }
}
