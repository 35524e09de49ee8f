package io.rundown.host;

import io.rundown.RundownProtection;
import io.rundown.host.internal.handle.Ranked;
import io.rundown.host.internal.load.FileTrees;
import io.rundown.host.internal.load.HostFolder;
import io.rundown.host.internal.load.PluginFiles;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.ChangeReport;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.HostStatus;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.PluginTotals;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.SelfUnloadException;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.model.WhenUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pf4j plugins and takes them out again while they are being called: new calls are refused, the calls inside
 * finish, the plugin is stopped, its class loader is closed. A reload refuses nobody: the new version starts beside the
 * old one, calls go over to it, and only then the old one goes.
 *
 * <pre>{@code
 * try (PluginHost host = PluginHost.builder().build()) {
 *     host.load(Path.of("plugins/tax-1.0.0.jar"));
 *     PriceRule rule = host.extension(PriceRule.class, "tax");
 *     rule.price(order);                                          // as often as you like, from any thread
 *     host.reload("tax", Path.of("updates/tax-2.0.0.jar"));       // the same rule now calls the new version
 *     host.unload("tax");                                         // waits for the calls inside
 * }
 * }</pre>
 *
 * <p><b>Handles.</b> What {@link #extensions} and its relatives return are handles. A handle follows its plugin through
 * reloads, refuses with {@link PluginUnavailableException} while the plugin is away, works again when the plugin is
 * loaded again, and keeps nothing of an unloaded plugin alive; so an application may keep it as long as it likes. One
 * that was asked for with {@link WhenUnavailable#waitUpTo} waits for the plugin before it refuses.
 *
 * <p><b>What a call lets out.</b> An object whose class is a plugin's, returned where an interface is declared, comes out
 * as a handle, too, and so does what that handle's methods return. Such a handle shows the declared interface and no
 * other. It belongs to the generation that the object is of, and does not follow a reload: once that generation drains, it
 * refuses. Given back to its own generation as an argument of an interface's type or of {@code Object}, it is the
 * plugin's own object again. A call counts as inside until the {@link java.util.concurrent.Future}, the
 * {@link java.util.concurrent.CompletionStage} or the {@link CompletableFuture} that it declares and returns completes,
 * and if the declaration names an interface as its value's type, as in {@code Future<Session>}, the value comes as a
 * handle. A forced unload fails such results with {@link PluginUnavailableException}.
 *
 * <p>What the host does not see comes out bare, and is for the application to {@link #guard}: objects declared as classes,
 * {@code Object} or type variables (what an {@code Iterator<Rule>} or a {@code Supplier<Rule>} of a plugin's returns),
 * elements of collections and arrays, fields, and objects that plugins hand to the application themselves. Exceptions
 * pass through as they are.
 *
 * <p><b>Threads.</b> Every method may be called from any thread at any time. Changes of different plugins run side by
 * side; those of the same or linked plugins one after the other. Looking never waits. The host runs a plugin's
 * constructor, {@code start()} and {@code stop()} on threads of its own, with the plugin's class loader as context class
 * loader.
 */
public final class PluginHost implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostFolder folder;
    private final HostCore core;
    private final Unloading unloading;
    private final RetiredSweep sweep;
    private final HostPluginManager manager;
    private final @Nullable ShutdownHook shutdown;
    private final @Nullable HostBeanRegistration bean;

    /** Each from its beginning to its close. */
    private final Queue<PluginWatch> watches = new ConcurrentLinkedQueue<>();

    PluginHost(HostSettings settings, HostFolder folder) {
        this.folder = folder;
        this.core = new HostCore(settings, folder.path());
        this.unloading = new Unloading(core);
        this.sweep = new RetiredSweep(core);
        this.manager = new HostPluginManager(this, core);
        this.shutdown = settings.closeOnShutdown() ? ShutdownHook.register(this) : null;
        String name = settings.jmxName();
        try {
            this.bean = name == null ? null : HostBeanRegistration.register(new HostBean(this, core), name);
        } catch (RuntimeException | Error e) {
            withdrawHook();
            throw e;
        }
        log.info(
                "Plugin host opened: copies in '{}', rundown protection by {}",
                folder.path(),
                RundownProtection.fence());
    }

    /**
     * Begins the making of a host.
     *
     * @return a builder with every setting at its default
     */
    public static PluginHostBuilder builder() {
        return new PluginHostBuilder();
    }

    /** For tests that drive a part of it by hand. */
    HostCore core() {
        return core;
    }

    // ------------------------------------------------------------------------ in

    /**
     * Loads and starts one plugin. The file is copied and may be changed or deleted afterwards.
     *
     * @param file a jar, a zip or a folder as pf4j knows them
     * @return what was loaded
     * @throws PluginLoadException if it cannot be loaded, or is disabled; nothing has changed
     * @throws IllegalStateException if the host is closed
     */
    public LoadedPlugin load(Path file) {
        LoadReport report = load(List.of(file)).orThrow();
        if (report.loaded().isEmpty()) {
            throw new PluginLoadException(file, "plugin '" + report.disabled().get(0) + "' is disabled", null);
        }
        return report.loaded().get(0);
    }

    /**
     * Loads and starts several plugins, each after those that it depends on. One that cannot be loaded keeps only those
     * from loading that depend on it.
     *
     * @param files jars, zips or folders, in any order; of several with the same plugin id the first is taken
     * @return what was loaded and what was not
     * @throws IllegalStateException if the host is closed
     */
    public LoadReport load(Collection<Path> files) {
        return Loading.load(core, files);
    }

    /**
     * Loads all jars, zips and folders in a folder, by name. Other files are left alone.
     *
     * @param folder where to look, not deeper
     * @return what was loaded and what was not
     * @throws PluginLoadException if there is no such folder or it cannot be read
     * @throws IllegalStateException if the host is closed
     */
    public LoadReport loadAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new PluginLoadException(folder, "there is no such folder", null);
        }
        try {
            return load(FileTrees.list(folder).stream()
                    .filter(PluginFiles::looksLikePlugin)
                    .toList());
        } catch (IOException e) {
            throw new PluginLoadException(folder, "the folder cannot be read: " + e, e);
        }
    }

    // ------------------------------------------------------------------------ extensions

    /**
     * Handles for all extensions of a type, of all plugins that serve now: a live view, to be kept. Every iteration is a
     * snapshot, in the order of {@link org.pf4j.Extension#ordinal()}, and shows each extension once whatever is being
     * reloaded. A plugin that is unloaded after it was shown refuses the call.
     *
     * @param <T> the extension point
     * @param type the extension point: a public interface, or a public abstract class that a handle can extend
     * @return the view; it cannot be changed
     */
    public <T> Collection<T> extensions(Class<T> type) {
        return new LiveExtensions<>(type, core::world, core.settings().whenUnavailable(), core.compiler());
    }

    /**
     * Handles for the extensions of a type of one plugin.
     *
     * @param <T> the extension point
     * @param type the extension point
     * @param pluginId the plugin
     * @return what it has now, best first; unmodifiable
     * @throws UnknownPluginException if it is not loaded
     */
    public <T> List<T> extensions(Class<T> type, String pluginId) {
        return extensions(type, pluginId, core.settings().whenUnavailable());
    }

    /**
     * Handles for the extensions of a type of one plugin that know what to do while it is away. They are other handles
     * than those for another answer, and as many are kept as there are different answers.
     *
     * @param <T> the extension point
     * @param type the extension point
     * @param pluginId the plugin
     * @param whenUnavailable what a call does that finds the plugin away
     * @return what it has now, best first; unmodifiable
     * @throws UnknownPluginException if it is not loaded
     */
    public <T> List<T> extensions(Class<T> type, String pluginId, WhenUnavailable whenUnavailable) {
        Generation current = core.currentOf(pluginId);
        List<T> found = current.slot().handles(type, whenUnavailable, core.compiler()).stream()
                .map(Ranked::value)
                .toList();
        if (found.isEmpty() && current.isGoing()) {
            // What it had is forgotten already: that says nothing about what it has when it is loaded again.
            throw core.unknown(pluginId);
        }
        return found;
    }

    /**
     * The handle for the first extension of a type of one plugin.
     *
     * @param <T> the extension point
     * @param type the extension point
     * @param pluginId the plugin
     * @return its best
     * @throws UnknownPluginException if it is not loaded
     * @throws NoSuchElementException if it has none
     */
    public <T> T extension(Class<T> type, String pluginId) {
        return extension(type, pluginId, core.settings().whenUnavailable());
    }

    /**
     * The handle for the first extension of a type of one plugin, which knows what to do while the plugin is away.
     *
     * @param <T> the extension point
     * @param type the extension point
     * @param pluginId the plugin
     * @param whenUnavailable what a call does that finds the plugin away
     * @return its best
     * @throws UnknownPluginException if it is not loaded
     * @throws NoSuchElementException if it has none
     */
    public <T> T extension(Class<T> type, String pluginId, WhenUnavailable whenUnavailable) {
        List<T> found = extensions(type, pluginId, whenUnavailable);
        if (found.isEmpty()) {
            throw new NoSuchElementException("Plugin '" + pluginId + "' has no extension for " + type.getName());
        }
        return found.get(0);
    }

    /**
     * A handle for an object that a plugin hands to the application past the host: a listener that it registers, say.
     * What an extension's methods return is guarded already where their declared types allow it.
     *
     * <pre>{@code
     * void register(Listener listener) {                 // called by plugins, also in their start()
     *     listeners.add(host.guard(Listener.class, listener));
     * }
     * }</pre>
     *
     * <p>The object's plugin is found by the class loader of its class. The handle belongs to the object's generation and
     * goes with it, also when the plugin is reloaded. Handles of one object are equal.
     *
     * @param <T> what the application sees
     * @param type a public interface
     * @param object any object of that type
     * @return a handle; or the object itself if it is no plugin's, or a handle already
     * @throws IllegalArgumentException if no handle can be made for the type; the message says why
     * @throws PluginUnavailableException if the object's generation is gone
     */
    public <T> T guard(Class<T> type, T object) {
        return core.gates().guard(type, Objects.requireNonNull(object, "object"));
    }

    // ------------------------------------------------------------------------ out

    /**
     * Unloads with the host's own policy.
     *
     * @param pluginId the plugin
     * @return what became of it and its dependents
     * @throws UnknownPluginException if it is not loaded
     * @throws SelfUnloadException if called from inside the plugin or a dependent of it
     * @see #unload(String, UnloadPolicy)
     */
    public UnloadReport unload(String pluginId) {
        return unload(pluginId, core.settings().unloadPolicy());
    }

    /**
     * Unloads a plugin, and before it all plugins that are linked to it: refuses new calls, waits for the calls inside,
     * stops the plugin, closes its class loader, deletes its private copy. Blocks until that is done or the policy gives
     * up. While it runs, a second unload of the same plugin waits for the first one's report and returns it.
     *
     * <p>Before anything happens, the plugins concerned are asked whether they {@linkplain UnloadVeto object}, unless the
     * policy forces them.
     *
     * <p>A failure of the plugin's {@code stop()} is told in the report and changes nothing else. If its class loader or
     * its copy cannot be let go of, it stays listed, and another unload tries again. An interrupt of the
     * calling thread ends the wait for calls as if its time were over, and is kept.
     *
     * @param pluginId the plugin
     * @param policy how to treat calls that do not end
     * @return what became of it and its dependents
     * @throws UnknownPluginException if it is not loaded
     * @throws SelfUnloadException if called from inside the plugin or a dependent of it
     */
    public UnloadReport unload(String pluginId, UnloadPolicy policy) {
        return unloading.unload(pluginId, policy);
    }

    /**
     * As {@link #unload(String, UnloadPolicy)}, on a thread of the host's; allowed inside the plugin's own calls.
     *
     * @param pluginId the plugin
     * @param policy how to treat calls that do not end
     * @return completes with the report, or exceptionally as that method throws; cancelling it changes nothing
     */
    public CompletableFuture<UnloadReport> unloadAsync(String pluginId, UnloadPolicy policy) {
        return HostThreads.supply("unload-" + pluginId, () -> unloading.unload(pluginId, policy));
    }

    /**
     * Unloads every plugin, dependents first. One that does not go keeps only those that it depends on.
     *
     * @param policy how to treat calls that do not end
     * @return one report for each plugin that was tried
     * @throws SelfUnloadException if called from inside a plugin
     */
    public List<UnloadReport> unloadAll(UnloadPolicy policy) {
        return unloading.unloadAll(policy);
    }

    // ------------------------------------------------------------------------ over

    /**
     * Reloads a plugin from where it was loaded, with the host's own policy.
     *
     * @param pluginId the plugin
     * @return which version serves now, and why
     * @throws UnknownPluginException if it is not loaded
     * @throws SelfUnloadException if called from inside the plugin or a dependent of it
     * @throws IllegalStateException if the host is closed
     * @see #reload(String, Path, UnloadPolicy)
     */
    public ReloadReport reload(String pluginId) {
        return Changing.reload(core, sweep, pluginId, null, core.settings().unloadPolicy());
    }

    /**
     * Reloads a plugin from another file, with the host's own policy.
     *
     * @param pluginId the plugin
     * @param newVersion a jar, a zip or a folder with the same plugin id
     * @return which version serves now, and why
     * @throws UnknownPluginException if it is not loaded
     * @throws SelfUnloadException if called from inside the plugin or a dependent of it
     * @throws IllegalStateException if the host is closed
     * @see #reload(String, Path, UnloadPolicy)
     */
    public ReloadReport reload(String pluginId, Path newVersion) {
        return reload(pluginId, newVersion, core.settings().unloadPolicy());
    }

    /**
     * Starts a new generation of a plugin, and of all plugins that are linked to it, beside the old ones; lets calls go
     * to the new ones; then drains, stops and closes the old ones. No call is refused or fails because of it. If a new
     * generation cannot be started, the old ones go on serving as if nothing had happened, and the report says why.
     *
     * <p>Blocks until the old ones are gone or their time to drain is over. One that is still busy then goes on draining
     * in the background, or is forced out if the policy says so; it cannot {@linkplain OnTimeout#RESUME resume}. An
     * interrupt of the calling thread ends that wait as if its time were over, and is kept.
     *
     * @param pluginId the plugin
     * @param newVersion a jar, a zip or a folder with the same plugin id
     * @param policy how to treat calls in the old generations that do not end
     * @return which version serves now, and why
     * @throws UnknownPluginException if it is not loaded
     * @throws SelfUnloadException if called from inside the plugin or a dependent of it
     * @throws IllegalStateException if the host is closed
     */
    public ReloadReport reload(String pluginId, Path newVersion, UnloadPolicy policy) {
        return Changing.reload(core, sweep, pluginId, newVersion, policy);
    }

    /**
     * As {@link #reload(String, Path, UnloadPolicy)}, on a thread of the host's; allowed inside the plugin's own calls.
     *
     * @param pluginId the plugin
     * @param newVersion a jar, a zip or a folder with the same plugin id
     * @param policy how to treat calls in the old generations that do not end
     * @return completes with the report, or exceptionally as that method throws; cancelling it changes nothing
     */
    public CompletableFuture<ReloadReport> reloadAsync(String pluginId, Path newVersion, UnloadPolicy policy) {
        return HostThreads.supply("reload-" + pluginId, () -> reload(pluginId, newVersion, policy));
    }

    /**
     * Makes a change of several plugins with the host's own policy.
     *
     * @param change what to load, reload and unload
     * @return what was made of it
     * @throws UnknownPluginException if a plugin to reload or unload is not loaded; nothing has changed
     * @throws SelfUnloadException if called from inside one of the plugins or a dependent of one
     * @throws IllegalStateException if the host is closed
     * @see #apply(HostChange, UnloadPolicy)
     */
    public ChangeReport apply(HostChange change) {
        return apply(change, core.settings().unloadPolicy());
    }

    /**
     * Loads, reloads and unloads several plugins together: all of it, or nothing. New generations of everything that is to
     * be loaded or reloaded, and of what is linked to it, are started beside the old ones. Then all of them are published
     * at one instant: a thread that has called one of them in its new version finds the others in theirs. Then the old ones
     * are drained, stopped and closed as by a {@linkplain #reload(String, Path, UnloadPolicy) reload}. If one cannot be
     * started, or one that is to be unloaded {@linkplain UnloadVeto objects}, nothing has changed, and the report says why.
     *
     * @param change what to load, reload and unload
     * @param policy how to treat calls in the old generations that do not end
     * @return what was made of it
     * @throws UnknownPluginException if a plugin to reload or unload is not loaded; nothing has changed
     * @throws SelfUnloadException if called from inside one of the plugins or a dependent of one
     * @throws IllegalStateException if the host is closed
     */
    public ChangeReport apply(HostChange change, UnloadPolicy policy) {
        return new Changing(core, sweep, change, policy).apply();
    }

    /**
     * As {@link #apply(HostChange, UnloadPolicy)}, on a thread of the host's; allowed inside the plugins' own calls.
     *
     * @param change what to load, reload and unload
     * @param policy how to treat calls in the old generations that do not end
     * @return completes with the report, or exceptionally as that method throws; cancelling it changes nothing
     */
    public CompletableFuture<ChangeReport> applyAsync(HostChange change, UnloadPolicy policy) {
        return HostThreads.supply("change", () -> apply(change, policy));
    }

    // ------------------------------------------------------------------------ watching

    /**
     * Watches all folders that the builder named.
     *
     * @return a watch to close when it is no longer needed; closing the host closes it as well
     * @throws PluginLoadException if one of the folders is not there
     * @throws IllegalStateException if the builder named none, or the host is closed
     * @see PluginWatch
     */
    public PluginWatch watch() {
        List<Path> roots = core.settings().parts().roots();
        if (roots.isEmpty()) {
            throw new IllegalStateException(
                    "There is no folder to watch: name one here, or with pluginsRoot when the host is built");
        }
        return PluginWatch.begin(this, core, roots, watches);
    }

    /**
     * Watches a folder: a new file loads, a changed one reloads, a removed one unloads. Plugins that were loaded from
     * there before are known. Files that are there already and are not loaded count as new.
     *
     * @param folder where to look, not deeper
     * @return a watch to close when it is no longer needed; closing the host closes it as well
     * @throws PluginLoadException if there is no such folder
     * @throws IllegalStateException if the host is closed
     * @see PluginWatch
     */
    public PluginWatch watch(Path folder) {
        return PluginWatch.begin(this, core, List.of(folder), watches);
    }

    // ------------------------------------------------------------------------ looking

    /**
     * Everything that is loaded.
     *
     * @return a snapshot
     */
    public HostStatus status() {
        return core.status();
    }

    /**
     * How many plugins are loaded: those that calls go to. Costs next to nothing, however many they are.
     *
     * @return the size of {@link HostStatus#current()}
     */
    public int pluginCount() {
        return core.world().current().size();
    }

    /**
     * What has happened to one plugin since the host was opened, in all of its generations: the numbers of calls and refusals
     * go on through reloads and unloads, and are exact once the callers have left. Cheaper than {@link #status()} where
     * plugins are many.
     *
     * @param pluginId the plugin; it need not be loaded now
     * @return a snapshot
     * @throws UnknownPluginException if it never served
     */
    public PluginTotals totals(String pluginId) {
        return core.totals(pluginId);
    }

    /**
     * What is inside a plugin, in any of its generations, also of one that was unloaded and still drains: threads, and
     * asynchronous calls whose results have not come. Takes the threads' stacks, which costs them a pause. What is returned
     * is a snapshot that keeps nothing of the plugin's.
     *
     * @param pluginId the plugin
     * @return for each generation an entry for each thread, then one for each asynchronous call, the oldest first and of
     *     each generation a hundred at most; {@link io.rundown.host.model.GenerationStatus#async()} counts them all
     * @see PluginHostBuilder#verifyCalls
     * @throws UnknownPluginException if it is not loaded
     */
    public List<CallInside> inFlight(String pluginId) {
        return core.generationsOf(pluginId).stream()
                .flatMap(each -> each.inside().calls().stream())
                .toList();
    }

    /**
     * What has been unloaded, replaced or discarded, and is not gone from memory: no collection has proved anything yet, or
     * something refers to it. Most of it goes with the next collections that unload classes.
     *
     * @return oldest first, an unmodifiable snapshot; may be asked after the host is closed, too
     */
    public List<Reclamation> unreclaimed() {
        return core.reclaiming().unreclaimed();
    }

    /**
     * Tells a listener of every step of every plugin from now on. One that a plugin's own class defines goes with the
     * plugin.
     *
     * @param listener called on the threads of operations
     */
    public void addListener(PluginListener listener) {
        core.events().add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Tells a listener nothing any more. Idempotent.
     *
     * @param listener as it was added; one that was added twice is removed once
     */
    public void removeListener(PluginListener listener) {
        core.events().remove(listener);
    }

    // ------------------------------------------------------------------------ for those who know pf4j

    /**
     * This host as pf4j's plugin manager, for libraries and applications that are written for it. Both steer the same
     * plugins: what is loaded here is {@code STARTED} there, and what is stopped there is not loaded here.
     *
     * <p>{@code loadPlugin} reads the descriptor and runs nothing; {@code startPlugin} loads and starts the plugin and
     * what it depends on; {@code stopPlugin} is an {@linkplain #unload(String) unload} with the host's own policy after
     * which the plugin stays known. Extensions come out as handles, lists as snapshots. What cannot be done within the
     * policy is told: {@code stopPlugin} then returns {@code STARTED}, {@code unloadPlugin} and {@code deletePlugin}
     * return false.
     *
     * <p>{@code PluginWrapper.getPlugin()}, class loaders, and extension classes are the real things, past every
     * protection: whoever keeps one keeps an unloaded plugin in memory.
     *
     * @return always the same; every method may be called from any thread
     */
    public PluginManager asPluginManager() {
        return manager;
    }

    // ------------------------------------------------------------------------ the end

    /**
     * Unloads everything, forcing out calls that do not end within the host's own policy, and deletes the private
     * copies. Loads and reloads are refused from the beginning on; those under way are waited for. Idempotent: a second
     * call returns at once.
     *
     * @throws SelfUnloadException if called from inside a plugin; nothing has changed
     */
    @Override
    public void close() {
        SelfWait.refuse(
                core.world().allDependentsFirst(), "close of the plugin host", "do it outside the plugin's call");
        if (!core.claims().close()) {
            return;
        }
        try {
            watches.forEach(PluginWatch::close);
            withdrawHook();
            unloadEverything();
        } finally {
            if (bean != null) {
                bean.remove();
            }
        }
    }

    private void withdrawHook() {
        if (shutdown != null) {
            shutdown.withdraw();
        }
    }

    private void unloadEverything() {
        for (UnloadReport report : unloadAll(core.settings().unloadPolicy().withOnTimeout(OnTimeout.FORCE))) {
            if (!report.unloaded()) {
                log.warn("Not unloaded when the host closed: {}", report);
            }
        }
        try {
            folder.delete();
        } catch (IOException e) {
            log.warn("The private copies in '{}' cannot be deleted; the next run will try again", folder.path(), e);
        }
    }
}
