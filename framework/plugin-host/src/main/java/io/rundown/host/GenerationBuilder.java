package io.rundown.host;

import io.rundown.host.internal.handle.Gate;
import io.rundown.host.internal.handle.Gates;
import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.internal.handle.Slot;
import io.rundown.host.internal.load.GenerationClassLoader;
import io.rundown.host.internal.load.Parts;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PluginLoadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionFactory;
import org.pf4j.Plugin;
import org.pf4j.PluginDependency;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a started generation out of a candidate, or leaves nothing behind. */
final class GenerationBuilder {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /** How many hosts there have been in this JVM, whichever copy of this class they were made by. */
    private static final String HOSTS = "io.rundown.hosts";

    /** Which of the hosts in this JVM. */
    private final int host = nextHost();

    private final HostCore core;
    private final Slots slots;
    private final Gates gates;
    private final PluginParts parts;

    GenerationBuilder(HostCore core, Slots slots, Gates gates) {
        this.core = core;
        this.slots = slots;
        this.gates = gates;
        this.parts = core.settings().parts();
    }

    /**
     * Links, checks, constructs and starts. The result is in phase {@code STARTING}, ready to be published.
     *
     * @param candidate what to make it of; its copy is deleted if this fails
     * @param available the generations to link to, by id
     * @throws PluginLoadException if it cannot be linked, checked or started
     */
    Generation build(Candidate candidate, Map<String, Generation> available) {
        return make(candidate, available, (view, classes) -> start(view, classes, candidate));
    }

    /**
     * Makes a generation that never starts, only to tell its plugin that it is being deleted.
     *
     * @param candidate its copy is deleted in any case
     * @throws PluginLoadException if it cannot be linked, checked or constructed
     */
    void constructAndDelete(Candidate candidate, Map<String, Generation> available) {
        Generation generation = make(
                candidate,
                available,
                (view, classes) -> Deletion.tell(
                        view.generation(),
                        construct(view, classes, candidate),
                        core.settings().stopTimeout()));
        core.retirement().discard(generation);
    }

    private Generation make(
            Candidate candidate, Map<String, Generation> available, BiConsumer<PluginView, PluginClasses> life) {
        Generation generation = null;
        boolean made = false;
        try {
            PluginView view = link(candidate, available);
            generation = view.generation();
            life.accept(view, PluginClasses.of(candidate, view, core.compiler(), parts));
            made = true;
            return generation;
        } catch (PluginLoadException e) {
            throw e;
        } catch (RuntimeException | Error e) { // whatever it is, it concerns this plugin only
            log.warn(
                    "'{}' cannot be loaded: {}",
                    candidate.source(),
                    Failure.of(e).stackTrace());
            throw candidate.failure("its classes cannot be inspected: " + Failure.of(e));
        } finally {
            if (!made) {
                undo(candidate, generation);
            }
        }
    }

    private void undo(Candidate candidate, @Nullable Generation generation) {
        if (generation == null) {
            candidate.discard();
        } else if (generation.phase() == GenerationPhase.STARTING && generation.plugin() == null) {
            core.retirement().fail(generation);
        } else {
            core.retirement().discard(generation);
        }
    }

    // ------------------------------------------------------------------------ link

    private PluginView link(Candidate candidate, Map<String, Generation> available) {
        String objection = core.settings().requirements().objection(candidate.descriptor());
        if (objection != null) {
            throw candidate.failure(objection);
        }
        List<Generation> dependencies = dependencies(candidate, available);
        Slot slot = slots.of(candidate.id());
        int number = slot.nextGeneration();
        PluginView view = new PluginView(core, candidate.id(), dependencies);
        ClassLoader loader = loader(candidate, number, view);
        Gate gate = gates.open(candidate.id(), candidate.descriptor().getVersion(), number, loader);
        view.belongTo(new Generation(
                slot,
                gate,
                candidate,
                loader,
                dependencies,
                core.events(),
                core.settings().stuckCalls(),
                core.settings().lifecycleWait()));
        return view;
    }

    private List<Generation> dependencies(Candidate candidate, Map<String, Generation> available) {
        List<Generation> dependencies = new ArrayList<>();
        for (PluginDependency wish : candidate.descriptor().getDependencies()) {
            Generation found = available.get(wish.getPluginId());
            if (found == null && !wish.isOptional()) {
                throw candidate.failure("it depends on plugin '" + wish.getPluginId() + "', which is not loaded");
            }
            if (found != null) {
                requireVersion(candidate, wish, found);
                dependencies.add(found);
            }
        }
        return dependencies;
    }

    private ClassLoader loader(Candidate candidate, int number, PluginView view) {
        Function<PluginManager, PluginLoader> loaders = parts.loaders();
        if (loaders == null) {
            return WithoutCallers.make(() -> new GenerationClassLoader(
                    loaderName(candidate, number),
                    candidate.copy().urls(),
                    core.settings().applicationLoader(),
                    view.loadersOfDependencies()));
        }
        Path source = candidate.source();
        Path copy = candidate.copy().root();
        PluginLoader part = Parts.ask(source, PluginLoader.class, loaders, () -> loaders.apply(view));
        if (!Parts.ask(source, PluginLoader.class, part, () -> part.isApplicable(copy))) {
            throw candidate.failure(Parts.name(PluginLoader.class, part) + " does not apply to it");
        }
        return Parts.ask(
                source,
                PluginLoader.class,
                part,
                () -> WithoutCallers.make(() -> part.loadPlugin(copy, candidate.descriptor())));
    }

    private static int nextHost() {
        Object number = System.getProperties().merge(HOSTS, "1", (before, first) -> "" + (parsed(before) + 1));
        return parsed(number);
    }

    private static int parsed(Object number) {
        return Integer.parseInt((String) number);
    }

    /** Stacks name class loaders, and a thread of another host's generation must not be taken for one of this. */
    private String loaderName(Candidate candidate, int number) {
        String plugin = candidate.id() + "-" + candidate.descriptor().getVersion();
        return plugin + (host == 1 ? "" : "@" + host) + "#" + number;
    }

    private void requireVersion(Candidate candidate, PluginDependency wish, Generation found) {
        String there = found.descriptor().getVersion();
        boolean fits;
        try {
            fits = parts.versions().checkVersionConstraint(there, wish.getPluginVersionSupport());
        } catch (RuntimeException e) {
            throw candidate.failure("its dependency '" + wish + "' has a malformed version range: " + e.getMessage());
        }
        if (!fits) {
            throw candidate.failure("it depends on plugin '" + wish.getPluginId() + "' "
                    + wish.getPluginVersionSupport() + ", but version " + there + " is loaded");
        }
    }

    // ------------------------------------------------------------------------ start

    /** Leaves the undoing of what fails to the caller. Only what has started has a plugin, and is to be stopped. */
    private void start(PluginView view, PluginClasses classes, Candidate candidate) {
        Generation generation = view.generation();
        generation.become(GenerationPhase.STARTING);
        Plugin plugin = construct(view, classes, candidate);
        step(generation, candidate, "start", "its start()", () -> {
            plugin.start();
            return true;
        });
        generation.plugin(plugin);
        ExtensionFactory factory = parts.extensionFactory();
        String what = "the making of its extensions"
                + (factory == null ? "" : " by " + Parts.name(ExtensionFactory.class, factory));
        List<Ranked<Object>> extensions = step(generation, candidate, "extensions", what, () -> newExtensions(classes));
        generation.gate().furnish(extensions);
    }

    private Plugin construct(PluginView view, PluginClasses classes, Candidate candidate) {
        String what = parts.pluginFactory() == null
                ? "its constructor"
                : Parts.name(PluginFactory.class, parts.pluginFactory());
        Optional<Plugin> made =
                step(view.generation(), candidate, "construct", what, () -> classes.newPlugin(view.wrapper()));
        Plugin plugin = made.orElseThrow(() -> candidate.failure(what + " returned null"));
        view.constructed(plugin);
        view.generation().constructed(plugin);
        return plugin;
    }

    private static List<Ranked<Object>> newExtensions(PluginClasses classes) throws Exception {
        List<Ranked<Object>> made = new ArrayList<>();
        for (PluginClasses.ExtensionClass each : classes.extensions()) {
            made.add(new Ranked<>(classes.newExtension(each), each.ordinal()));
        }
        made.sort(Comparator.comparingInt(Ranked::ordinal));
        return made;
    }

    private <T> T step(Generation generation, Candidate candidate, String name, String what, Callable<T> body) {
        LifecycleCalls.Outcome<T> outcome =
                LifecycleCalls.call(generation, name, core.settings().startTimeout(), body);
        T value = outcome.value();
        if (value == null) {
            if (outcome.failure() != null) {
                log.warn(
                        "{}: {} failed: {}", generation, what, outcome.failure().stackTrace());
            }
            throw candidate.failure(what + " " + outcome.problem());
        }
        return value;
    }
}
