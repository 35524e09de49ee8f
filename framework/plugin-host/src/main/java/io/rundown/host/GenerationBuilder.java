package io.rundown.host;

import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.internal.load.GenerationClassLoader;
import io.rundown.host.internal.load.Parts;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PluginLoadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
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

    private final HostCore core;
    private final Slots slots;
    private final PluginParts parts;

    GenerationBuilder(HostCore core, Slots slots) {
        this.core = core;
        this.slots = slots;
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
        PluginView view = link(candidate, available);
        start(view, classes(candidate, view), candidate);
        return view.generation();
    }

    /**
     * Makes a generation that never starts, only to tell its plugin that it is being deleted.
     *
     * @param candidate its copy is deleted in any case
     * @throws PluginLoadException if it cannot be linked, checked or constructed
     */
    void constructAndDelete(Candidate candidate, Map<String, Generation> available) {
        PluginView view = link(candidate, available);
        PluginClasses classes = classes(candidate, view);
        try {
            Plugin plugin = construct(view, classes, candidate);
            Deletion.tell(view.generation(), plugin, core.settings().stopTimeout());
        } finally {
            core.retirement().discard(view.generation());
        }
    }

    // ------------------------------------------------------------------------ link

    private PluginView link(Candidate candidate, Map<String, Generation> available) {
        try {
            String objection = core.settings().requirements().objection(candidate.descriptor());
            if (objection != null) {
                throw candidate.failure(objection);
            }
            List<Generation> dependencies = dependencies(candidate, available);
            int number = slots.of(candidate.id()).nextGeneration();
            PluginView view = new PluginView(core, candidate.id(), dependencies);
            ClassLoader loader = loader(candidate, number, view);
            view.belongTo(
                    new Generation(slots.of(candidate.id()), candidate, number, loader, dependencies, core.events()));
            return view;
        } catch (PluginLoadException e) {
            candidate.discard();
            throw e;
        }
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
            return new GenerationClassLoader(
                    candidate.id() + "-" + candidate.descriptor().getVersion() + "#" + number,
                    candidate.copy().urls(),
                    core.settings().applicationLoader(),
                    view.loadersOfDependencies());
        }
        Path source = candidate.source();
        Path copy = candidate.copy().root();
        PluginLoader part = Parts.ask(source, PluginLoader.class, loaders, () -> loaders.apply(view));
        if (!Parts.ask(source, PluginLoader.class, part, () -> part.isApplicable(copy))) {
            throw candidate.failure(Parts.name(PluginLoader.class, part) + " does not apply to it");
        }
        return Parts.ask(source, PluginLoader.class, part, () -> part.loadPlugin(copy, candidate.descriptor()));
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

    private PluginClasses classes(Candidate candidate, PluginView view) {
        try {
            return PluginClasses.of(candidate, view, core.compiler(), parts);
        } catch (RuntimeException e) {
            core.retirement().discard(view.generation());
            throw e instanceof PluginLoadException known
                    ? known
                    : new PluginLoadException(candidate.source(), "its classes cannot be inspected: " + e, e);
        }
    }

    // ------------------------------------------------------------------------ start

    private void start(PluginView view, PluginClasses classes, Candidate candidate) {
        Generation generation = view.generation();
        generation.become(GenerationPhase.STARTING);
        Plugin plugin;
        try {
            plugin = construct(view, classes, candidate);
            step(generation, candidate, "start", "its start()", () -> {
                plugin.start();
                return true;
            });
        } catch (PluginLoadException e) {
            generation.become(GenerationPhase.FAILED);
            core.retirement().letGo(generation);
            throw e;
        }
        generation.plugin(plugin);
        String maker = parts.extensionFactory() == null
                ? ""
                : " by " + Parts.name(ExtensionFactory.class, parts.extensionFactory());
        try {
            generation
                    .gate()
                    .furnish(step(
                            generation,
                            candidate,
                            "extensions",
                            "the making of its extensions" + maker,
                            () -> newExtensions(classes)));
        } catch (PluginLoadException e) {
            core.retirement().discard(generation);
            throw e;
        }
    }

    private Plugin construct(PluginView view, PluginClasses classes, Candidate candidate) {
        String what = parts.pluginFactory() == null
                ? "its constructor"
                : Parts.name(PluginFactory.class, parts.pluginFactory());
        Optional<Plugin> made =
                step(view.generation(), candidate, "construct", what, () -> classes.newPlugin(view.wrapper()));
        Plugin plugin = made.orElseThrow(() -> candidate.failure(what + " returned null"));
        view.constructed(plugin);
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
