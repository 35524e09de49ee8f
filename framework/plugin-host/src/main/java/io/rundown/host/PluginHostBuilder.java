package io.rundown.host;

import io.rundown.host.model.PluginListener;
import io.rundown.host.model.UnloadPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides how a {@link PluginHost} works. Every setting has a default. Not for use by several threads at once. */
public final class PluginHostBuilder {

    private @Nullable Path workDirectory;
    private ClassLoader applicationLoader = PluginHost.class.getClassLoader();
    private UnloadPolicy unloadPolicy = UnloadPolicy.DEFAULT;
    private Duration startTimeout = Duration.ofSeconds(60);
    private Duration stopTimeout = Duration.ofSeconds(10);
    private boolean closeOnShutdown;
    private final List<PluginListener> listeners = new ArrayList<>();

    PluginHostBuilder() {}

    /**
     * Where the host keeps its private copies of plugins, in a folder of its own which it deletes when it closes. The
     * default is the system's folder for temporary files.
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
     * Makes the host. It has no plugins yet.
     *
     * @return a host to close when it is no longer needed
     * @throws UncheckedIOException if the folder for copies cannot be made
     */
    public PluginHost build() {
        Path copies;
        try {
            copies = workDirectory == null
                    ? Files.createTempDirectory("rundown-host-")
                    : Files.createTempDirectory(Files.createDirectories(workDirectory), "host-");
        } catch (IOException e) {
            String where = workDirectory == null ? "the folder for temporary files" : "'" + workDirectory + "'";
            throw new UncheckedIOException("Cannot make a folder for the copies of plugins in " + where, e);
        }
        return new PluginHost(
                new HostSettings(
                        applicationLoader,
                        unloadPolicy,
                        startTimeout,
                        stopTimeout,
                        closeOnShutdown,
                        List.copyOf(listeners)),
                copies);
    }

    private static Duration positive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A time limit must be more than zero, not " + timeout);
        }
        return timeout;
    }
}
