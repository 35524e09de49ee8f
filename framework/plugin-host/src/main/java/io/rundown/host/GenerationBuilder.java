package io.rundown.host;

import io.rundown.host.internal.handle.HandleCompiler;
import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.internal.load.GenerationClassLoader;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PluginLoadException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.Plugin;
import org.pf4j.PluginDependency;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.pf4j.VersionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a started generation out of a candidate, or leaves nothing behind. */
final class GenerationBuilder {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostSettings settings;
    private final Slots slots;
    private final HandleCompiler compiler;
    private final Retirement retirement;
    private final HostEvents events;
    private final VersionManager versions = new DefaultVersionManager();

    GenerationBuilder(
            HostSettings settings, Slots slots, HandleCompiler compiler, Retirement retirement, HostEvents events) {
        this.settings = settings;
        this.slots = slots;
        this.compiler = compiler;
        this.retirement = retirement;
        this.events = events;
    }

    /**
     * Links, checks, constructs and starts. The result is in phase {@code STARTING}, ready to be published.
     *
     * @param candidate what to make it of; its copy is deleted if this fails
     * @param available the generations to link to, by id
     * @throws PluginLoadException if it cannot be linked, checked or started
     */
    Generation build(Candidate candidate, Map<String, Generation> available) {
        Generation generation = null;
        boolean built = false;
        try {
            generation = link(candidate, available);
            start(generation, PluginClasses.of(candidate, generation, compiler), candidate);
            built = true;
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
            if (!built) {
                undo(candidate, generation);
            }
        }
    }

    private void undo(Candidate candidate, @Nullable Generation generation) {
        if (generation == null) {
            candidate.discard();
        } else if (generation.phase() == GenerationPhase.STARTING && generation.plugin() == null) {
            generation.become(GenerationPhase.FAILED);
            retirement.letGo(generation);
        } else {
            retirement.discard(generation);
        }
    }

    private Generation link(Candidate candidate, Map<String, Generation> available) {
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
        int number = slots.of(candidate.id()).nextGeneration();
        GenerationClassLoader loader = new GenerationClassLoader(
                candidate.id() + "-" + candidate.descriptor().getVersion() + "#" + number,
                candidate.copy().urls(),
                settings.applicationLoader(),
                dependencies.stream().map(Generation::loader).toList());
        return new Generation(slots.of(candidate.id()), candidate, number, loader, dependencies, events);
    }

    private void requireVersion(Candidate candidate, PluginDependency wish, Generation found) {
        String there = found.descriptor().getVersion();
        boolean fits;
        try {
            fits = versions.checkVersionConstraint(there, wish.getPluginVersionSupport());
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
    private void start(Generation generation, PluginClasses classes, Candidate candidate) {
        generation.become(GenerationPhase.STARTING);
        PluginWrapper wrapper = PluginView.wrapper(generation, compiler);
        Plugin plugin = step(generation, candidate, "construct", "its constructor", () -> classes.newPlugin(wrapper));
        wrapper.setPluginFactory(ignored -> plugin);
        step(generation, candidate, "start", "its start()", () -> {
            plugin.start();
            return true;
        });
        generation.plugin(plugin);
        wrapper.setPluginState(PluginState.STARTED);
        List<Ranked<Object>> extensions =
                step(generation, candidate, "extensions", "the making of its extensions", () -> newExtensions(classes));
        generation.gate().furnish(extensions);
    }

    private static List<Ranked<Object>> newExtensions(PluginClasses classes) throws Exception {
        List<Ranked<Object>> made = new ArrayList<>();
        for (PluginClasses.ExtensionClass each : classes.extensions()) {
            made.add(new Ranked<>(each.newExtension(), each.ordinal()));
        }
        made.sort(Comparator.comparingInt(Ranked::ordinal));
        return made;
    }

    private <T> T step(Generation generation, Candidate candidate, String name, String what, Callable<T> body) {
        LifecycleCalls.Outcome<T> outcome = LifecycleCalls.call(generation, name, settings.startTimeout(), body);
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
