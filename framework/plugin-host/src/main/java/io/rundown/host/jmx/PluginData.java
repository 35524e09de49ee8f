package io.rundown.host.jmx;

/** What has happened to one plugin since the host was opened, in all of its generations, also those that are gone. */
public interface PluginData {

    /**
     * The plugin.
     *
     * @return its id
     */
    String getPluginId();

    /**
     * Generations that ever served.
     *
     * @return how many
     */
    int getLoaded();

    /**
     * Generations that are not gone.
     *
     * @return how many
     */
    int getPresent();

    /**
     * Calls let in.
     *
     * @return how many
     */
    long getCalls();

    /**
     * Calls inside now, and asynchronous calls not yet completed.
     *
     * @return how many
     */
    long getInside();

    /**
     * Calls refused, also while it was away.
     *
     * @return how many
     */
    long getRefused();
}
