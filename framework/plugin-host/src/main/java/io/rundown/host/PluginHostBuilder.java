package io.rundown.host;

import io.rundown.host.internal.load.CopyOutput;
import io.rundown.host.internal.load.HostFolder;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.WhenUnavailable;
import io.rundown.host.verify.PluginVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.RuntimeMode;
import org.pf4j.VersionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides how a {@link PluginHost} works. Every setting has a default. Not for use by several threads at once. */
public final class PluginHostBuilder {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private @Nullable Path workDirectory;
    private ClassLoader applicationLoader = PluginHost.class.getClassLoader();
    private UnloadPolicy unloadPolicy = UnloadPolicy.DEFAULT;
    private Duration startTimeout = Duration.ofSeconds(60);
    private Duration stopTimeout = Duration.ofSeconds(10);
    private LifecycleWait lifecycleWait = LifecycleCalls::join;
    private CleanUpPolicy cleanUp = CleanUpPolicy.DEFAULT;
    private boolean closeOnShutdown;
    private WhenUnavailable whenUnavailable = WhenUnavailable.refuse();
    private boolean contextLoaderInCalls;
    private boolean verifyCalls = Boolean.getBoolean("io.rundown.verify");
    private final List<AdmissionCheck> admissionChecks = new ArrayList<>();
    private final List<PluginListener> listeners = new ArrayList<>();
    private @Nullable LeakExplainer leakExplainer;
    private Duration leakNotBefore = Duration.ofSeconds(2);
    private List<Path> roots = List.of();
    private @Nullable Function<PluginManager, PluginLoader> pluginLoader;
    private @Nullable PluginFactory pluginFactory;
    private @Nullable ExtensionFactory extensionFactory;
    private @Nullable Function<PluginManager, ExtensionFinder> extensionFinder;
    private @Nullable PluginRepository pluginRepository;
    private @Nullable PluginDescriptorFinder descriptorFinder;
    private @Nullable PluginStatusProvider statusProvider;
    private VersionManager versionManager = new DefaultVersionManager();
    private String systemVersion = Requirements.UNCHECKED;
    private boolean exactVersionAllowed;
    private RuntimeMode runtimeMode = RuntimeMode.DEPLOYMENT;
    private boolean serviceProviderExtensions;

    private PluginVerifier verifier = PluginVerifier.NONE;
    private long unpackLimit = 1L << 30;
    private CopyOutput output = CopyOutput.TO_DISK;
    private Duration quietTime = Duration.ofMillis(500);
    private Duration stuckCallsAfter = Duration.ofSeconds(5);
    private Alarms alarms = new HostAlarms();
    private @Nullable String jmxName;

    PluginHostBuilder() {}

    /**
     * Where the host keeps its private copies of plugins, in a folder of its own which it deletes when it closes; if
     * it crashes, the next host with the same work directory does. Several hosts may share one. The default is the
     * system's folder for temporary files.
     *
     * @param folder is made if it is not there
     * @return this builder
     */
    public PluginHostBuilder workDirectory(Path folder) {
        workDirectory = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Where plugins find the application's classes, above all the extension points. The default is the class loader of
     * the host itself.
     *
     * @param loader the parent of every plugin's class loader
     * @return this builder
     */
    public PluginHostBuilder applicationLoader(ClassLoader loader) {
        applicationLoader = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /**
     * For operations that are not given a policy of their own. The default is {@link UnloadPolicy#DEFAULT}.
     *
     * @param policy how to treat calls that do not end
     * @return this builder
     */
    public PluginHostBuilder unloadPolicy(UnloadPolicy policy) {
        unloadPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * How long a plugin may take for its construction, for {@code start()}, and for the making of its extensions, each.
     * The default is 60 seconds.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if the time is zero or less
     */
    public PluginHostBuilder startTimeout(Duration timeout) {
        startTimeout = positive(timeout);
        return this;
    }

    /**
     * How long a plugin may take for {@code stop()} before it is unloaded all the same. The default is 10 seconds.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if the time is zero or less
     */
    public PluginHostBuilder stopTimeout(Duration timeout) {
        stopTimeout = positive(timeout);
        return this;
    }

    /**
     * What is done about threads, drivers, handlers and the like that a plugin has left behind after its {@code stop()}.
     * The default is {@link CleanUpPolicy#DEFAULT}: they are taken away and told. It is done on a thread of the host's, for
     * as long as {@code stop()} may take and four times the policy's time for threads at the most.
     *
     * @param policy what to do about each kind
     * @return this builder
     */
    public PluginHostBuilder cleanUp(CleanUpPolicy policy) {
        cleanUp = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Whether the host {@linkplain PluginHost#close() closes} by itself when the JVM ends: drains, stops and closes every
     * plugin, dependents first. The default is not to. The end of the JVM waits for it as long as the host's policy and
     * time limits allow.
     *
     * @param close whether to
     * @return this builder
     */
    public PluginHostBuilder closeOnShutdown(boolean close) {
        closeOnShutdown = close;
        return this;
    }

    /**
     * For handles that are asked for without saying what to do while their plugin is away. The default is
     * {@link WhenUnavailable#refuse()}.
     *
     * @param what what a call does that finds its plugin away
     * @return this builder
     */
    public PluginHostBuilder whenUnavailable(WhenUnavailable what) {
        whenUnavailable = Objects.requireNonNull(what, "what");
        return this;
    }

    /**
     * Whether every call into a plugin runs with the plugin's class loader as context class loader and restores the
     * caller's, as some libraries inside plugins need it. Costs each call some nanoseconds. The default is false: a call
     * runs with whatever its thread has. Construction, {@code start()} and {@code stop()} always have the plugin's.
     *
     * @param set true to set it
     * @return this builder
     */
    public PluginHostBuilder contextClassLoaderInCalls(boolean set) {
        contextLoaderInCalls = set;
        return this;
    }

    /**
     * Whether every call into a plugin is recorded while it lasts, with its thread, its time and where it came from.
     * {@link PluginHost#inFlight} and the reports of drains that time out then tell all of that, of asynchronous calls
     * as well. Costs each call some ten microseconds. The default is the system property {@code io.rundown.verify}, which is
     * false, and which turns it on for every host whatever is said here.
     *
     * @param verify true to record
     * @return this builder
     * @see io.rundown.RundownProtection#verifying
     */
    public PluginHostBuilder verifyCalls(boolean verify) {
        verifyCalls = verify;
        return this;
    }

    /**
     * Adds a check that every new generation has to pass before calls go to it. The default is none.
     *
     * @param check asked after those that were added before
     * @return this builder
     */
    public PluginHostBuilder admissionCheck(AdmissionCheck check) {
        admissionChecks.add(Objects.requireNonNull(check, "check"));
        return this;
    }

    /**
     * Adds a listener that hears of everything from the beginning. More can be added to the host later.
     *
     * @param listener told every step of every plugin
     * @return this builder
     */
    public PluginHostBuilder listener(PluginListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Finds out what refers to class loaders that are {@linkplain io.rundown.host.model.Reclamation.Verdict#LEAKED leaked}.
     * It is asked by itself, once, when a plugin is found to be leaked, but not for further generations of the same plugin
     * as long as that one is not gone; its answer is logged as a warning. {@link
     * io.rundown.host.model.Reclamation#explain()} asks it at any time. What it throws is logged and changes nothing. The
     * default is none.
     *
     * @param explainer as {@code io.rundown.leak.LeakAnalysis::explain} of the module {@code rundown-leak-analysis}
     * @return this builder
     */
    public PluginHostBuilder leakExplainer(LeakExplainer explainer) {
        leakExplainer = Objects.requireNonNull(explainer, "explainer");
        return this;
    }

    // ------------------------------------------------------------------------ pf4j's parts

    /**
     * The folders where plugins are installed, as pf4j's plugin manager has them. They are what
     * {@link PluginHost#watch()} watches, and where {@code asPluginManager().loadPlugins()} looks; the first one is where
     * {@code enabled.txt} and {@code disabled.txt} are. The host by itself loads nothing from there. The default is none.
     *
     * @param folders in place of those named before
     * @return this builder
     */
    public PluginHostBuilder pluginsRoot(Path... folders) {
        roots = List.of(folders);
        return this;
    }

    /**
     * Makes class loaders in place of the host's own. The function is called once for each generation, with that
     * generation's view of the plugins: {@code getPluginClassLoader(dependency)} there is the loader of the very
     * generation that the new one is linked to. The path given to the loader is that of the private copy.
     *
     * <p>The class loader must be a new one each time; it is closed with its generation if it is closeable. pf4j's
     * {@code PluginClassLoader} is not parallel-capable, and its parent is pf4j's own class loader, not the one given
     * to {@link #applicationLoader}.
     *
     * @param loader as in {@code JarPluginLoader::new}; runs without a time limit on the thread that loads
     * @return this builder
     */
    public PluginHostBuilder pluginLoader(Function<PluginManager, PluginLoader> loader) {
        pluginLoader = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /**
     * Constructs plugins in place of the host, on the host's threads, with the plugin's class loader as context class
     * loader, within the {@linkplain #startTimeout time limit for starts}. The wrapper that it is given belongs to the
     * generation and must not be kept.
     *
     * @param factory called once for each generation
     * @return this builder
     */
    public PluginHostBuilder pluginFactory(PluginFactory factory) {
        pluginFactory = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Constructs extensions in place of the host, likewise. Each extension is made once for each generation, before the
     * first call, and goes with it: a {@code SingletonExtensionFactory} is of no use here.
     *
     * @param factory called once for each extension of each generation; must make an instance of the class
     * @return this builder
     */
    public PluginHostBuilder extensionFactory(ExtensionFactory factory) {
        extensionFactory = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Names the extensions of plugins in place of {@code META-INF/extensions.idx}. The function is called once for each
     * generation, with that generation's view, and the finder is asked {@code findClassNames(pluginId)} once; its
     * {@code find} methods, which would hand out bare extensions, are never called.
     *
     * @param finder runs without a time limit on the thread that loads
     * @return this builder
     */
    public PluginHostBuilder extensionFinder(Function<PluginManager, ExtensionFinder> finder) {
        extensionFinder = Objects.requireNonNull(finder, "finder");
        return this;
    }

    /**
     * Whether providers below a plugin's {@code META-INF/services} are extensions as well: those of a service that is an
     * {@code ExtensionPoint}, and those with an {@code @Extension}. Others are between the plugin and its libraries. The
     * default is no.
     *
     * @param wanted as with pf4j's {@code ServiceProviderExtensionFinder}
     * @return this builder
     */
    public PluginHostBuilder serviceProviderExtensions(boolean wanted) {
        serviceProviderExtensions = wanted;
        return this;
    }

    /**
     * Lists and deletes the plugins for {@code asPluginManager()}. By default these are the jars, zips and folders in
     * the {@linkplain #pluginsRoot roots}; nothing is unpacked there.
     *
     * @param repository must be usable by several threads
     * @return this builder
     */
    public PluginHostBuilder pluginRepository(PluginRepository repository) {
        pluginRepository = Objects.requireNonNull(repository, "repository");
        return this;
    }

    /**
     * Reads descriptors in place of the host, which knows {@code plugin.properties} and the manifest.
     *
     * @param finder given the path of the private copy, which for a zip is a folder; must be usable by several threads
     * @return this builder
     */
    public PluginHostBuilder pluginDescriptorFinder(PluginDescriptorFinder finder) {
        descriptorFinder = Objects.requireNonNull(finder, "finder");
        return this;
    }

    /**
     * Decides what a version is, and which satisfy a constraint. The default is pf4j's: semantic versions.
     *
     * @param manager must be usable by several threads
     * @return this builder
     */
    public PluginHostBuilder versionManager(VersionManager manager) {
        versionManager = Objects.requireNonNull(manager, "manager");
        return this;
    }

    /**
     * Knows which plugins are disabled: they are not loaded, whoever asks. By default these are the
     * {@code enabled.txt} and {@code disabled.txt} in the first {@linkplain #pluginsRoot root}, or nothing that outlives
     * the host if there is no root.
     *
     * @param provider must be usable by several threads
     * @return this builder
     */
    public PluginHostBuilder pluginStatusProvider(PluginStatusProvider provider) {
        statusProvider = Objects.requireNonNull(provider, "provider");
        return this;
    }

    /**
     * The version of the application, which a plugin's {@code Plugin-Requires} is compared with. The default is
     * {@code 0.0.0}: nothing is compared.
     *
     * @param version as the version manager understands it
     * @return this builder
     */
    public PluginHostBuilder systemVersion(String version) {
        systemVersion = Objects.requireNonNull(version, "version");
        return this;
    }

    /**
     * Whether a plain {@code 1.2.3} in {@code Plugin-Requires} means exactly that version. The default is no: it means
     * that version or a later one.
     *
     * @param allowed as with pf4j's {@code setExactVersionAllowed}
     * @return this builder
     */
    public PluginHostBuilder exactVersionAllowed(boolean allowed) {
        exactVersionAllowed = allowed;
        return this;
    }

    /**
     * In development mode a plugin folder may also be a project of Maven, Gradle, Kotlin or an IDE, of which the built
     * classes and libraries are taken. The default is deployment; system properties are not consulted.
     *
     * @param mode as pf4j knows it
     * @return this builder
     */
    public PluginHostBuilder runtimeMode(RuntimeMode mode) {
        runtimeMode = Objects.requireNonNull(mode, "mode");
        return this;
    }

    private PluginParts parts() {
        PluginStatusProvider ownStatuses = roots.isEmpty() ? new StatusInMemory() : new StatusFiles(roots.get(0));
        return new PluginParts(
                roots,
                pluginLoader,
                pluginFactory,
                extensionFactory,
                extensionFinder,
                pluginRepository != null
                        ? pluginRepository
                        : new RootFolders(roots, runtimeMode == RuntimeMode.DEVELOPMENT),
                descriptorFinder,
                versionManager,
                statusProvider != null ? statusProvider : ownStatuses,
                runtimeMode,
                serviceProviderExtensions);
    }

    // ------------------------------------------------------------------------ files

    /**
     * Decides which files may become plugins. The default lets all of them.
     *
     * @param judge asked for every file that is to be loaded; see {@link PluginVerifier#and} for more than one
     * @return this builder
     */
    public PluginHostBuilder verifier(PluginVerifier judge) {
        verifier = Objects.requireNonNull(judge, "judge");
        return this;
    }

    /**
     * How large a zip may become when it is unpacked. Every entry counts as 4 KiB at the least, so their number is
     * limited as well. The default is 1 GiB.
     *
     * @param bytes more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or less
     */
    public PluginHostBuilder unpackLimit(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("A limit must be more than zero, not " + bytes);
        }
        unpackLimit = bytes;
        return this;
    }

    /**
     * How long a watched file must not have changed before it counts. The default is half a second.
     *
     * @param time more than zero
     * @return this builder
     * @throws IllegalArgumentException if the time is zero or less
     */
    public PluginHostBuilder watchQuietTime(Duration time) {
        quietTime = positive(time);
        return this;
    }

    /**
     * How long a plugin must have been draining before the calls that are still inside are reported to the log, with
     * their method and thread; their stacks at level debug. The report comes again after twice the time, and so on up to
     * an hour, and once more when the last call has ended, whatever the operation that began the drain is doing
     * meanwhile. The default is 5 seconds. It costs callers nothing.
     *
     * @param time zero for no reports
     * @return this builder
     * @throws IllegalArgumentException if the time is negative
     */
    public PluginHostBuilder stuckCallsAfter(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A time to wait must not be negative: " + time);
        }
        stuckCallsAfter = time;
        return this;
    }

    /**
     * Registers the host in the platform's MBean server while it is open, as
     * {@code io.rundown:type=PluginHost,name="<name>"}, with a {@link io.rundown.host.jmx.PluginHostMXBean}. The default is
     * not to: whoever can connect to the JVM can then unload plugins and load files, and names must not collide, which an
     * application knows and a library does not.
     *
     * @param name any, but of one host at a time; {@link #build()} fails if it is taken
     * @return this builder
     */
    public PluginHostBuilder jmx(String name) {
        jmxName = Objects.requireNonNull(name, "name");
        return this;
    }

    /** For tests: time that passes when they say so. */
    PluginHostBuilder alarms(Alarms own) {
        alarms = own;
        return this;
    }

    /** For tests, which know that nothing holds a class loader for a moment only. */
    PluginHostBuilder leakNotBefore(Duration time) {
        leakNotBefore = time;
        return this;
    }

    /** For tests, which know what hangs. */
    PluginHostBuilder lifecycleWait(LifecycleWait wait) {
        lifecycleWait = wait;
        return this;
    }

    /** For tests: a disk that fails. */
    PluginHostBuilder output(CopyOutput copies) {
        output = copies;
        return this;
    }

    // ------------------------------------------------------------------------ the host

    /**
     * Makes the host. It has no plugins yet. Deletes the private copies that hosts which crashed have left in the same
     * work directory.
     *
     * @return a host to close when it is no longer needed
     * @throws UncheckedIOException if the folder for copies cannot be made
     * @throws IllegalStateException if another host has its name for {@linkplain #jmx JMX}
     */
    public PluginHost build() {
        HostFolder folder;
        try {
            folder = workDirectory == null
                    ? HostFolder.make(Path.of(System.getProperty("java.io.tmpdir")), "rundown-host-")
                    : HostFolder.make(Files.createDirectories(workDirectory), "host-");
        } catch (IOException e) {
            String where = workDirectory == null ? "the folder for temporary files" : "'" + workDirectory + "'";
            throw new UncheckedIOException("Cannot make a folder for the copies of plugins in " + where, e);
        }
        HostFolder.CleanUp orphans = folder.removeOrphans();
        orphans.failures()
                .forEach(each -> log.warn("Copies of a run that crashed cannot be deleted: {}", each.getMessage()));
        if (orphans.removed() > 0) {
            log.info("Deleted the copies of {} runs that crashed, beside '{}'", orphans.removed(), folder.path());
        }
        HostSettings settings = new HostSettings(
                applicationLoader,
                unloadPolicy,
                startTimeout,
                stopTimeout,
                lifecycleWait,
                cleanUp,
                closeOnShutdown,
                whenUnavailable,
                contextLoaderInCalls,
                verifyCalls,
                List.copyOf(admissionChecks),
                List.copyOf(listeners),
                leakExplainer,
                leakNotBefore,
                new FileSettings(verifier, unpackLimit, output, quietTime),
                parts(),
                new Requirements(versionManager, systemVersion, exactVersionAllowed),
                new StuckCalls(stuckCallsAfter, alarms),
                jmxName);
        try {
            return new PluginHost(settings, folder);
        } catch (RuntimeException e) {
            try {
                folder.delete();
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A time limit must be more than zero, not " + timeout);
        }
        return timeout;
    }
}
