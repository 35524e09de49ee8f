package io.rundown.host.internal.handle;

import io.rundown.Guard;
import io.rundown.Holder;
import io.rundown.RundownProtection;
import io.rundown.host.internal.jfr.Flight;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.WhenUnavailable;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entrance of one generation: its rundown protection and the extensions behind it. Handles reach a generation only
 * through its gate, and a gate that is {@linkplain #clear() cleared} leads nowhere, so a handle kept for ever keeps no
 * class loader.
 */
public final class Gate {

    private static final @Nullable Object[] NOTHING = {};

    private final Gates gates;
    private final String pluginId;
    private final String version;
    private final int generation;
    private final RundownProtection protection;
    private final LongAdder refused = new LongAdder();
    private final LongAdder refusedByPlugin;

    /** Written by the host's transitions, read for messages and status: the protection alone decides who gets in. */
    private volatile GenerationPhase phase = GenerationPhase.LOADED;

    /** The extension instances, best first. Written before the gate is published in its slot, emptied after the drain. */
    private volatile List<Ranked<Object>> extensions = List.of();

    /**
     * The extensions once more, by {@link ExtensionRef#index()}. Replaced as a whole under the slot's monitor; a handle
     * with an index is only handed out after the array with that index has been stored here.
     */
    private volatile @Nullable Object[] targets = NOTHING;

    /** Handles that were made, so that asking again costs no lock. They belong to the slot; this only finds them. */
    private final Map<HandleKey, List<? extends Ranked<?>>> handles = new ConcurrentHashMap<>();

    /** What calls handed out. */
    private final LentObjects lent = new LentObjects(this);

    /** What calls have promised. */
    private final PendingResults pending = new PendingResults(this);

    private final CallCount calls;

    /** The generation's class loader, to compare with as long as it is there. */
    private final WeakReference<ClassLoader> identity;

    /** The same for calls, which set it as context class loader. Emptied with the rest. */
    private volatile @Nullable ClassLoader loader;

    /** Under what handles are remembered. */
    record HandleKey(Class<?> type, WhenUnavailable whenUnavailable) {}

    /**
     * Makes the gate of one generation, with nothing behind it yet.
     *
     * @param refusedByPlugin what all generations of the plugin count in: a gate goes on refusing after its generation
     */
    Gate(Gates gates, String pluginId, String version, int generation, ClassLoader loader, LongAdder refusedByPlugin) {
        this.gates = gates;
        this.pluginId = pluginId;
        this.version = version;
        this.generation = generation;
        this.protection = gates.isVerifying() ? RundownProtection.verifying(inWords()) : new RundownProtection();
        this.calls = new CallCount(protection, pending);
        this.identity = new WeakReference<>(loader);
        this.loader = loader;
        this.refusedByPlugin = refusedByPlugin;
    }

    // ------------------------------------------------------------------------ called by generated handles

    /** Asks to come in; null if refused. */
    public @Nullable Guard tryEnter() {
        return protection.tryAcquire();
    }

    /** The extension a handle stands for. Called with a guard of this gate held, so that it cannot go meanwhile. */
    public Object target(ExtensionRef ref) {
        @Nullable Object[] all = targets;
        int index = ref.index();
        Object target = index < all.length ? all[index] : null;
        if (target == null && isCleared()) {
            throw refuse();
        }
        if (target == null) {
            throw unavailable("this version has no extension " + ref.className() + " for "
                    + ref.type().getName());
        }
        return target;
    }

    /** What the caller gets in place of a result that its declared type lets be wrapped. Called with a guard held. */
    public static @Nullable Object lend(@Nullable Object result, Gate entered, Class<?> type) {
        return result == null ? null : entered.gates.lend(result, type);
    }

    /**
     * Makes the generation's class loader the thread's context class loader.
     *
     * @return what it was
     */
    public @Nullable ClassLoader swapContextLoader() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader own = loader;
        if (own != null) {
            thread.setContextClassLoader(own);
        }
        return before;
    }

    /** Undoes {@link #swapContextLoader()}. */
    public static void restoreContextLoader(@Nullable ClassLoader before) {
        Thread.currentThread().setContextClassLoader(before);
    }

    // ------------------------------------------------------------------------ lent objects and promised results

    /** What handles of a generation's own object share. */
    LentObject lend(Object own) {
        return lent.of(own);
    }

    /** What calls have promised. */
    PendingResults pending() {
        return pending;
    }

    /** Whether a class loader is the generation's. */
    boolean isOf(ClassLoader definer) {
        return identity.refersTo(definer);
    }

    /** Whether nothing can belong to this gate any more. */
    boolean isForgotten() {
        return identity.refersTo(null);
    }

    /** Whether the generation has been let go. */
    boolean isCleared() {
        return lent.isCleared();
    }

    /** Refuses outsiders from now on. Called in phase {@code DRAINING}, or {@code STARTING} if it is discarded. */
    public void beginDraining() {
        calls.closing();
        protection.beginRundown();
        pending.watchIfDraining();
    }

    /**
     * Fails the results that have not come, so that whoever keeps them keeps nothing of the plugin's. Called after the
     * gate was cleared, and outside the slot's monitor.
     */
    public void abandonResults() {
        pending.abandon();
    }

    void inBackground(String what, Runnable body) {
        gates.inBackground(what + "-" + pluginId, body);
    }

    // ------------------------------------------------------------------------ called by the slot and the host

    /** The handles of one kind, as far as they were asked for; null if they were not. */
    @Nullable
    List<? extends Ranked<?>> knownHandles(HandleKey key) {
        return handles.get(key);
    }

    /** Remembers handles for {@link #knownHandles}. Called under the slot's monitor. */
    void remember(HandleKey key, List<? extends Ranked<?>> made) {
        handles.put(key, made);
    }

    /** Forgets handles of extension points that a class loader defines. */
    void forget(ClassLoader closing) {
        handles.keySet().removeIf(key -> key.type().getClassLoader() == closing);
    }

    /** Puts the extensions behind the gate, before it is published. */
    public void furnish(List<Ranked<Object>> instances) {
        extensions = List.copyOf(instances);
    }

    /** Finds the targets of the given references anew. Called under the slot's monitor. */
    void bind(List<@Nullable ExtensionRef> refs) {
        @Nullable Object[] found = new Object[refs.size()];
        for (int i = 0; i < found.length; i++) {
            ExtensionRef ref = refs.get(i);
            found[i] = ref == null ? null : ref.choose(extensions);
        }
        targets = found;
    }

    /**
     * Forgets everything of the plugin's. Called when nobody is inside any more, or nobody is waited for; under the slot's
     * monitor.
     */
    void clear() {
        lent.clear();
        extensions = List.of();
        targets = NOTHING;
        handles.clear();
        loader = null;
    }

    /** Counts a refusal and tells why. */
    PluginUnavailableException refuse() {
        return refuse("");
    }

    /** Counts a refusal and tells why, and what was done about it. */
    PluginUnavailableException refuse(String more) {
        refused.increment();
        refusedByPlugin.increment();
        String why = reason() + more;
        Flight.refused(pluginId, version, generation, phase.name(), why);
        return unavailable(why);
    }

    private String reason() {
        return switch (phase) {
            case DRAINING -> "it is being unloaded";
            case FAILED -> "its start failed";
            default -> "it has been unloaded";
        };
    }

    /** Tells that something cannot be had. */
    PluginUnavailableException unavailable(String why) {
        return new PluginUnavailableException(pluginId, version, generation, phase, why);
    }

    /** The protection of this generation. */
    public RundownProtection protection() {
        return protection;
    }

    /** The extension instances, best first; empty once cleared. */
    public List<Ranked<Object>> extensions() {
        return extensions;
    }

    /** How many calls were refused so far. */
    public long refused() {
        return refused.sum();
    }

    /** The plugin. */
    public String pluginId() {
        return pluginId;
    }

    /** The generation's version. */
    public String version() {
        return version;
    }

    /** The generation's number. */
    public int generation() {
        return generation;
    }

    /** Where the generation stands. */
    public GenerationPhase phase() {
        return phase;
    }

    /** Notes where the generation stands. Only the host's transitions call it. */
    public void phase(GenerationPhase next) {
        phase = next;
    }

    /** Interrupts the threads inside. */
    public void interruptInside() {
        for (Holder holder : protection.holders()) {
            if (holder.thread() != null) {
                holder.thread().interrupt();
            }
        }
    }

    /** The threads inside, with the extension method each of them called, and the oldest of the asynchronous calls. */
    public List<CallInside> callsInside() {
        return new CallsInside(this).look();
    }

    /** Simple names of the extension points by which the generation was asked for. */
    Set<String> typesAsked() {
        return handles.keySet().stream().map(key -> key.type().getSimpleName()).collect(Collectors.toSet());
    }

    /** How many calls were let in so far; see {@link CallCount}. */
    public long calls() {
        return calls.soFar();
    }

    /** How many of them have ended. Callers that are refused meanwhile do not disturb it. */
    public long endedCalls() {
        return calls.ended();
    }

    /** The generation as messages name it inside a sentence. */
    String inWords() {
        return "plugin '" + pluginId + "' " + version + " (generation " + generation + ")";
    }

    /** The generation as messages name it. */
    @Override
    public String toString() {
        return "P" + inWords().substring(1);
    }
}
