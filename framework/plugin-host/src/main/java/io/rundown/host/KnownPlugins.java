package io.rundown.host;

import io.rundown.host.model.GenerationPhase;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginState;
import org.pf4j.VersionManager;

/**
 * All plugins that pf4j's view of the host shows: those that are loaded, and those that wait, because they were only
 * read so far, stopped, disabled, or could not be started. The host itself knows the loaded ones only.
 */
final class KnownPlugins {

    private final HostCore core;

    /**
     * Plugins that are known without being loaded, by id. Immutable, replaced as a whole under the monitor. A plugin that
     * is stopped enters it before it leaves the world, and leaves it after it came into the world: at every moment it is
     * here or there. While it is in both, and started, the world is right.
     */
    private volatile Map<String, Waiting> waiting = Map.of();

    /** What is being stopped rather than unloaded. A generation that closes is looked up here before it leaves the world. */
    private final List<Keeping> keeping = new CopyOnWriteArrayList<>();

    KnownPlugins(HostCore core) {
        this.core = core;
    }

    /** A plugin that is not loaded. Equal to itself alone: whoever takes one back takes back no other of the same id. */
    static final class Waiting {

        private final PluginDescriptor descriptor;
        private final Path path;
        private final PluginState state;
        private final @Nullable RuntimeException failure;

        /**
         * Makes one.
         *
         * @param path its file or folder
         * @param state none that a loaded plugin has
         * @param failure why it is in this state, if something went wrong
         */
        Waiting(PluginDescriptor descriptor, Path path, PluginState state, @Nullable RuntimeException failure) {
            this.descriptor = descriptor;
            this.path = path;
            this.state = state;
            this.failure = failure;
        }

        /** What a loaded plugin is to become when it is stopped. */
        static Waiting stopped(Generation generation) {
            return new Waiting(generation.descriptor(), generation.copy().source(), PluginState.STOPPED, null);
        }

        Waiting become(PluginState next, @Nullable RuntimeException why) {
            return new Waiting(descriptor, path, next, why);
        }

        String id() {
            return descriptor.getPluginId();
        }

        PluginDescriptor descriptor() {
            return descriptor;
        }

        Path path() {
            return path;
        }

        PluginState state() {
            return state;
        }
    }

    /**
     * A plugin as it is at one moment.
     *
     * @param generation null if it is not loaded
     */
    record Known(
            PluginDescriptor descriptor,
            Path path,
            PluginState state,
            @Nullable RuntimeException failure,
            @Nullable Generation generation) {

        String id() {
            return descriptor.getPluginId();
        }

        static Known of(Generation generation) {
            return new Known(
                    generation.descriptor(), generation.copy().source(), stateOf(generation.phase()), null, generation);
        }

        static Known of(Waiting plugin, @Nullable Generation generation) {
            return new Known(plugin.descriptor, plugin.path, plugin.state, plugin.failure, generation);
        }
    }

    /** A plugin counts as started until its {@code stop()} is called. */
    static PluginState stateOf(GenerationPhase phase) {
        return switch (phase) {
            case LOADED -> PluginState.CREATED;
            case STARTING -> PluginState.RESOLVED;
            case ACTIVE, DRAINING -> PluginState.STARTED;
            case FAILED -> PluginState.FAILED;
            default -> PluginState.STOPPED;
        };
    }

    // ------------------------------------------------------------------------ looking

    /** Everything, by id. */
    Map<String, Known> all() {
        while (true) {
            Map<String, Waiting> before = waiting;
            World world = core.world();
            // Unchanged, so nothing has gone from one to the other between the two looks.
            if (waiting == before) {
                return merge(before, world.current().values());
            }
        }
    }

    private static Map<String, Known> merge(Map<String, Waiting> waiting, Collection<Generation> loaded) {
        Map<String, Known> all = new LinkedHashMap<>();
        for (Generation each : loaded) {
            Known seen = Known.of(each);
            Waiting afterwards = waiting.get(each.id());
            boolean serves = seen.state() == PluginState.STARTED;
            all.put(each.id(), serves || afterwards == null ? seen : Known.of(afterwards, each));
        }
        waiting.forEach((id, each) -> all.computeIfAbsent(id, ignored -> Known.of(each, null)));
        return all;
    }

    @Nullable
    Known find(@Nullable String id) {
        return id == null ? null : all().get(id);
    }

    /** Those that are not loaded, or will not be in a moment. */
    Map<String, Waiting> waiting() {
        return waiting;
    }

    // ------------------------------------------------------------------------ changes

    synchronized void put(Waiting plugin) {
        Map<String, Waiting> after = new LinkedHashMap<>(waiting);
        after.put(plugin.id(), plugin);
        waiting = Collections.unmodifiableMap(after);
    }

    /** Adds a plugin unless one of its id waits already. */
    synchronized boolean putIfAbsent(Waiting plugin) {
        if (waiting.containsKey(plugin.id())) {
            return false;
        }
        put(plugin);
        return true;
    }

    /** Forgets a plugin, unless it has become another since. */
    synchronized boolean remove(Waiting plugin) {
        if (waiting.get(plugin.id()) != plugin) {
            return false;
        }
        Map<String, Waiting> after = new LinkedHashMap<>(waiting);
        after.remove(plugin.id());
        waiting = Collections.unmodifiableMap(after);
        return true;
    }

    /** Makes a plugin another, unless it has become one since. */
    synchronized boolean replace(Waiting plugin, Waiting next) {
        if (waiting.get(plugin.id()) != plugin) {
            return false;
        }
        put(next);
        return true;
    }

    // ------------------------------------------------------------------------ stopping

    /** As long as it is open, a plugin that is unloaded stays known. */
    final class Keeping implements AutoCloseable {

        /** The plugin; all those that depend on it are meant, too. Null for all. */
        private final @Nullable String id;

        private Keeping(@Nullable String id) {
            this.id = id;
        }

        private boolean concerns(Generation generation) {
            return id == null
                    || generation.id().equals(id)
                    || generation.dependencies().stream().anyMatch(this::concerns);
        }

        @Override
        public void close() {
            keeping.remove(this);
        }
    }

    Keeping keep(String id) {
        return add(new Keeping(id));
    }

    Keeping keepAll() {
        return add(new Keeping(null));
    }

    private Keeping add(Keeping made) {
        keeping.add(made);
        return made;
    }

    /**
     * Called when a generation has closed and is about to leave the world.
     *
     * @return whether the plugin stays known, as stopped
     */
    boolean keepIfStopped(Generation generation) {
        boolean kept = keeping.stream().anyMatch(each -> each.concerns(generation));
        if (kept) {
            put(Waiting.stopped(generation));
        }
        return kept;
    }

    // ------------------------------------------------------------------------ resolving

    /**
     * Why a plugin is not resolved yet: what it depends on is not known, not resolved, or of the wrong version. Null if
     * it is. Plugins in a circle never are.
     */
    @Nullable
    String missing(PluginDescriptor descriptor) {
        Map<String, Known> all = all();
        VersionManager versions = core.settings().parts().versions();
        for (PluginDependency wish : descriptor.getDependencies()) {
            Known found = all.get(wish.getPluginId());
            if (wish.isOptional()) {
                continue;
            }
            if (found == null || found.state() == PluginState.CREATED) {
                return "it depends on plugin '" + wish.getPluginId() + "', which is not "
                        + (found == null ? "there" : "resolved itself");
            }
            String there = found.descriptor().getVersion();
            if (!versions.checkVersionConstraint(there, wish.getPluginVersionSupport())) {
                return "it depends on plugin '" + wish.getPluginId() + "' " + wish.getPluginVersionSupport()
                        + ", but version " + there + " is there";
            }
        }
        return null;
    }
}
