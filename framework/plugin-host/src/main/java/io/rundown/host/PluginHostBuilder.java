package io.rundown.host;

import io.rundown.host.internal.load.CopyOutput;
import io.rundown.host.internal.load.HostFolder;
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
import org.jspecify.annotations.Nullable;
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
    private boolean closeOnShutdown;
    private WhenUnavailable whenUnavailable = WhenUnavailable.refuse();
    private boolean contextLoaderInCalls;
    private final List<AdmissionCheck> admissionChecks = new ArrayList<>();
    private final List<PluginListener> listeners = new ArrayList<>();

    private PluginVerifier verifier = PluginVerifier.NONE;
    private long unpackLimit = 1L << 30;
    private CopyOutput output = CopyOutput.TO_DISK;
    private List<Path> roots = List.of();
    private Duration quietTime = Duration.ofMillis(500);

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
     * The folders that {@link PluginHost#watch()} watches. Nothing is loaded from there before. The default is none.
     *
     * @param folders in place of those named before
     * @return this builder
     */
    public PluginHostBuilder pluginsRoot(Path... folders) {
        roots = List.of(folders);
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

    /** For tests: a disk that fails. */
    PluginHostBuilder output(CopyOutput copies) {
        output = copies;
        return this;
    }

    /**
     * Makes the host. It has no plugins yet. Deletes the private copies that hosts which crashed have left in the same
     * work directory.
     *
     * @return a host to close when it is no longer needed
     * @throws UncheckedIOException if the folder for copies cannot be made
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
        HostFolder.CleanUp cleanUp = folder.removeOrphans();
        cleanUp.failures()
                .forEach(each -> log.warn("Copies of a run that crashed cannot be deleted: {}", each.getMessage()));
        if (cleanUp.removed() > 0) {
            log.info("Deleted the copies of {} runs that crashed, beside '{}'", cleanUp.removed(), folder.path());
        }
        HostSettings settings = new HostSettings(
                applicationLoader,
                unloadPolicy,
                startTimeout,
                stopTimeout,
                closeOnShutdown,
                whenUnavailable,
                contextLoaderInCalls,
                List.copyOf(admissionChecks),
                List.copyOf(listeners),
                new FileSettings(verifier, unpackLimit, output, roots, quietTime));
        return new PluginHost(settings, folder);
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A time limit must be more than zero, not " + timeout);
        }
        return timeout;
    }
}
