package io.rundown.host.jmx;

import java.util.List;

/**
 * One plugin host, registered as {@code io.rundown:type=PluginHost,name="..."} if its builder was given a name.
 *
 * <p>What comes out consists of strings and numbers, so clients need no class of the host's or of a plugin's. What cannot be
 * done is told by an {@link IllegalArgumentException} or an {@link IllegalStateException}, with a message and no cause.
 */
public interface PluginHostMXBean {

    /**
     * Every generation.
     *
     * @return the current ones, dependencies first; then those that were replaced and are on their way out
     */
    List<GenerationData> getGenerations();

    /**
     * What has happened to every plugin that ever served, in all of its generations.
     *
     * @return by id
     */
    List<PluginData> getPlugins();

    /**
     * How many calls are inside which plugins now. Takes no stacks; {@link #inFlight} does.
     *
     * @return one line for each generation that somebody is inside of
     */
    List<String> getInFlight();

    /**
     * The calls that are inside a plugin now, with the stacks of their threads.
     *
     * @param pluginId the plugin
     * @return for each thread one line, and after it one for each frame of its stack
     * @throws IllegalArgumentException if it is not loaded
     */
    List<String> inFlight(String pluginId);

    /**
     * Generations that are closed and whose class loaders are not known to be gone: leaked, or not yet decided.
     *
     * @return one line for each, oldest first
     */
    List<String> getUnreclaimed();

    /**
     * Those of one plugin, with what has been found out about who refers to them.
     *
     * @param pluginId the plugin; it need not be loaded
     * @return for each one line, and after it those of the explanation, if there is one
     */
    List<String> unreclaimed(String pluginId);

    /**
     * Unloads a plugin and what is linked to it, with the host's own policy. Returns when that is done or given up.
     *
     * @param pluginId the plugin
     * @return one line in sum, and one for each generation concerned
     * @throws IllegalArgumentException if it is not loaded
     */
    List<String> unload(String pluginId);

    /**
     * Unloads a plugin and what is linked to it. Returns when that is done or given up.
     *
     * @param pluginId the plugin
     * @param drainSeconds how long to wait for the calls inside; zero or more
     * @param onTimeout what to do then: {@code RESUME}, {@code KEEP_DRAINING} or {@code FORCE}
     * @return one line in sum, and one for each generation concerned
     * @throws IllegalArgumentException if it is not loaded, or the policy is none
     */
    List<String> unload(String pluginId, long drainSeconds, String onTimeout);

    /**
     * Reloads a plugin from where it was loaded, with the host's own policy.
     *
     * @param pluginId the plugin
     * @return one line in sum, and one for each generation concerned
     * @throws IllegalArgumentException if it is not loaded
     * @throws IllegalStateException if the host is closed
     */
    List<String> reload(String pluginId);

    /**
     * Reloads a plugin from another file, with the host's own policy.
     *
     * @param pluginId the plugin
     * @param file a jar, a zip or a folder on the machine of the host
     * @return one line in sum, and one for each generation concerned
     * @throws IllegalArgumentException if it is not loaded
     * @throws IllegalStateException if the host is closed
     */
    List<String> reload(String pluginId, String file);
}
