package io.rundown.host;

import io.rundown.host.internal.handle.Gate;
import io.rundown.host.internal.handle.Gates;
import io.rundown.host.internal.handle.HandleCompiler;
import io.rundown.host.internal.handle.Slot;
import io.rundown.host.internal.handle.Switchover;
import io.rundown.host.internal.load.Descriptors;
import io.rundown.host.internal.load.Parts;
import io.rundown.host.internal.load.PluginFiles;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.HostStatus;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.PluginTotals;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.ExtensionFactory;
import org.pf4j.PluginStatusProvider;
import org.pf4j.RuntimeMode;

/** What the operations of one host share. */
final class HostCore {

    /** Read by anyone at any time. An operation changes only what it has claimed, so updates never contradict. */
    private volatile World world = World.EMPTY;

    private final HostSettings settings;
    private final PluginFiles files;
    private final Descriptors descriptors;
    private final Claims claims = new Claims();
    private final HandleCompiler compiler;
    private final Gates gates;
    private final HostEvents events = new HostEvents();
    private final KnownPlugins known = new KnownPlugins(this);
    private final StateEvents stateEvents = new StateEvents(this);
    private final ApplicationExtensions applicationExtensions;
    private final Reclaiming reclaiming;
    private final Retirement retirement;
    private final GenerationBuilder builder;
    private final Admission admission;

    HostCore(HostSettings settings, Path folderForCopies) {
        this.settings = settings;
        this.compiler = new HandleCompiler(settings.contextLoaderInCalls());
        this.gates = new Gates(compiler, HostThreads::run, settings.verifyCalls());
        Slots slots = new Slots(compiler);
        FileSettings about = settings.files();
        PluginParts parts = settings.parts();
        this.files = new PluginFiles(
                folderForCopies,
                new Verification(about.verifier()),
                about.unpackLimit(),
                about.output(),
                parts.runtimeMode() == RuntimeMode.DEVELOPMENT);
        this.descriptors = new Descriptors(parts.descriptorFinder(), parts.versions());
        this.reclaiming = new Reclaiming(events, settings.leakExplainer(), settings.leakNotBefore());
        this.retirement = new Retirement(settings, slots, events, reclaiming);
        this.builder = new GenerationBuilder(this, slots, gates);
        this.admission = new Admission(settings.admissionChecks(), gates);
        this.applicationExtensions = new ApplicationExtensions(settings.applicationLoader(), extensionFactory());
        events.add(stateEvents);
        settings.listeners().forEach(events::add);
    }

    HostSettings settings() {
        return settings;
    }

    Claims claims() {
        return claims;
    }

    HandleCompiler compiler() {
        return compiler;
    }

    Gates gates() {
        return gates;
    }

    HostEvents events() {
        return events;
    }

    /** What pf4j's view of the host shows. */
    KnownPlugins known() {
        return known;
    }

    StateEvents stateEvents() {
        return stateEvents;
    }

    ApplicationExtensions applicationExtensions() {
        return applicationExtensions;
    }

    ExtensionFactory extensionFactory() {
        ExtensionFactory given = settings.parts().extensionFactory();
        return given == null ? new DefaultExtensionFactory() : given;
    }

    GenerationBuilder builder() {
        return builder;
    }

    Admission admission() {
        return admission;
    }

    Reclaiming reclaiming() {
        return reclaiming;
    }

    Retirement retirement() {
        return retirement;
    }

    // ------------------------------------------------------------------------ the world

    World world() {
        return world;
    }

    /** Everything that is loaded, and what every plugin has been through. */
    HostStatus status() {
        World now = world;
        return now.status(now.everServed().stream().map(id -> totals(now, id)).toList());
    }

    /**
     * What one plugin has been through.
     *
     * @throws UnknownPluginException if it never served
     */
    PluginTotals totals(String id) {
        World now = world;
        if (!now.past().containsKey(id) && now.generationsOf(id).isEmpty()) {
            throw unknown(id);
        }
        return totals(now, id);
    }

    private PluginTotals totals(World now, String id) {
        List<Generation> present = now.generationsOf(id);
        World.Past past = now.pastOf(id);
        long calls = past.calls();
        long inside = 0;
        for (Generation each : present) {
            calls += each.gate().calls();
            inside += each.gate().protection().held();
        }
        return new PluginTotals(
                id, past.generations() + present.size(), present.size(), calls, inside, gates.refused(id));
    }

    /** A monitor, because operations on different plugins run side by side. Nothing foreign runs under it. */
    private synchronized void change(UnaryOperator<World> step) {
        world = step.apply(world);
    }

    /**
     * The generations of a plugin, the current one last. There may be none that is current: the plugin was taken out by a
     * change and is still draining.
     *
     * @throws UnknownPluginException if there is none at all
     */
    List<Generation> generationsOf(String id) {
        List<Generation> generations = world().generationsOf(id);
        if (generations.isEmpty()) {
            throw unknown(id);
        }
        return generations;
    }

    /** Says that a plugin is not there, or as good as not there. */
    UnknownPluginException unknown(String id) {
        return new UnknownPluginException(
                id,
                world().current().keySet().stream()
                        .filter(each -> !each.equals(id))
                        .toList());
    }

    /**
     * The generation that calls go to.
     *
     * @throws UnknownPluginException if there is none
     */
    Generation currentOf(String id) {
        Generation current = world().current().get(id);
        if (current == null) {
            throw unknown(id);
        }
        return current;
    }

    /**
     * Everything that has to go for a plugin to go, in that order.
     *
     * @throws UnknownPluginException if there is no such plugin
     */
    List<Generation> closureOf(String id) {
        return world().dependentsFirst(generationsOf(id));
    }

    static Set<String> idsOf(Collection<Generation> generations) {
        return generations.stream().map(Generation::id).collect(Collectors.toSet());
    }

    // ------------------------------------------------------------------------ files

    /**
     * Copies a plugin, has the copy verified and reads its descriptor; runs none of its code.
     *
     * @throws PluginLoadException if there is no plugin there or the verifier refuses it
     */
    Candidate stage(Path source) {
        return Candidate.read(files.copy(source), descriptors);
    }

    /**
     * Whether a plugin is to stay out.
     *
     * @throws PluginLoadException if the application's own part cannot say
     */
    boolean isDisabled(Candidate candidate) {
        PluginStatusProvider statuses = settings.parts().statuses();
        return Parts.ask(
                candidate.source(),
                PluginStatusProvider.class,
                statuses,
                () -> statuses.isPluginDisabled(candidate.id()));
    }

    /**
     * A candidate for another generation of the same plugin, from the same bytes, which were verified before.
     *
     * @throws PluginLoadException if they cannot be copied
     */
    Candidate stageAgain(Generation generation) {
        return new Candidate(generation.descriptor(), files.copyAgain(generation.copy()));
    }

    // ------------------------------------------------------------------------ steps; the caller holds the claims

    /**
     * Lets calls in, through all of them from the same instant on. A generation that is replaced gets no call from here on
     * that does not hold its gate already; those few are let in or sent on when its rundown begins.
     *
     * @param arriving new generations
     * @param leaving current ones that will not be replaced
     */
    void publish(List<Generation> arriving, List<Generation> leaving) {
        List<PhaseChange> steps = new ArrayList<>();
        Map<Slot, Gate> gates = new LinkedHashMap<>();
        for (Generation each : arriving) {
            steps.add(each.step(GenerationPhase.ACTIVE));
            gates.put(each.slot(), each.gate());
        }
        Switchover.publish(gates);
        change(now -> now.with(arriving, leaving));
        steps.forEach(events::deliver);
    }

    /**
     * Retires generations one after the other. One that does not go keeps those after it, which it may be linked to.
     *
     * @param going dependents first
     * @param why the operation that wants them to go
     */
    List<GenerationUnload> retireInOrder(List<Generation> going, String why, UnloadPolicy policy, Patience patience) {
        List<GenerationUnload> told = new ArrayList<>();
        boolean blocked = false;
        for (Generation each : going) {
            boolean replaced = !world().isCurrent(each);
            GenerationUnload unload;
            if (!blocked) {
                unload = retirement.retire(each, why, policy, answerFor(replaced, policy), patience);
            } else if (replaced) {
                Retirement.beginDraining(each, why);
                unload = Retirement.leftDraining(each);
            } else {
                unload = Retirement.untouched(each);
            }
            if (unload.gone()) {
                // Whoever finds the doors closed is inside for a moment; calls that were given up are for good.
                long calls = unload.outcome() == GenerationUnload.Outcome.FORCED
                        ? each.gate().calls()
                        : each.gate().endedCalls();
                change(now -> now.without(each, calls));
            }
            blocked = blocked || !unload.over();
            told.add(unload);
        }
        return told;
    }

    /** A generation that was replaced cannot serve again. */
    private static OnTimeout answerFor(boolean replaced, UnloadPolicy policy) {
        return replaced && policy.onTimeout() == OnTimeout.RESUME ? OnTimeout.KEEP_DRAINING : policy.onTimeout();
    }
}
