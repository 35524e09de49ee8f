package io.rundown.host;

import io.rundown.host.KnownPlugins.Known;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginFactory;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

/**
 * What pf4j's callers hold of a plugin. It looks everything up when it is asked, so it always tells the state of now, and
 * keeping one keeps no class loader. To the application {@link #getPlugin()} and {@link #getPluginClassLoader()} hand out
 * the real things, past every protection; to other plugins they do not.
 */
final class KnownWrapper extends PluginWrapper {

    private final KnownPlugins plugins;
    private final PluginDescriptor lastDescriptor;
    private final Path lastPath;

    KnownWrapper(PluginManager manager, KnownPlugins plugins, Known now) {
        super(manager, now.descriptor(), now.path(), null);
        this.plugins = plugins;
        this.lastDescriptor = now.descriptor();
        this.lastPath = now.path();
    }

    private @Nullable Known now() {
        return plugins.find(lastDescriptor.getPluginId());
    }

    /** The id never changes. */
    @Override
    public String getPluginId() {
        return lastDescriptor.getPluginId();
    }

    @Override
    public PluginDescriptor getDescriptor() {
        Known now = now();
        return now == null ? lastDescriptor : now.descriptor();
    }

    @Override
    public Path getPluginPath() {
        Known now = now();
        return now == null ? lastPath : now.path();
    }

    @Override
    public PluginState getPluginState() {
        Known now = now();
        return now == null ? PluginState.UNLOADED : now.state();
    }

    @Override
    public @Nullable Throwable getFailedException() {
        Known now = now();
        return now == null ? null : now.failure();
    }

    @Override
    public @Nullable ClassLoader getPluginClassLoader() {
        return getPluginManager().getPluginClassLoader(getPluginId());
    }

    @Override
    public @Nullable Plugin getPlugin() {
        Known now = now();
        Generation generation = now == null ? null : now.generation();
        return generation == null || !(getPluginManager() instanceof HostPluginManager) ? null : generation.plugin();
    }

    @Override
    public void setPluginState(PluginState pluginState) {
        throw refused("setPluginState");
    }

    @Override
    public void setPluginFactory(PluginFactory pluginFactory) {
        throw refused("setPluginFactory");
    }

    @Override
    public void setFailedException(Throwable failedException) {
        throw refused("setFailedException");
    }

    private UnsupportedOperationException refused(String method) {
        return new UnsupportedOperationException("PluginWrapper." + method + " of plugin '" + getPluginId()
                + "': the host alone knows; see PluginHostBuilder for parts that can be replaced");
    }

    @Override
    public String toString() {
        return "Plugin '" + getPluginId() + "' " + getDescriptor().getVersion() + " (" + getPluginState() + ")";
    }
}
