package io.rundown.host.jmx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One generation as it was when asked. */
public interface GenerationData {

    /**
     * The plugin.
     *
     * @return its id
     */
    String getPluginId();

    /**
     * The generation's version.
     *
     * @return as its descriptor says
     */
    String getVersion();

    /**
     * The generation's number.
     *
     * @return from 1
     */
    int getGeneration();

    /**
     * Whether calls go to it.
     *
     * @return false if it was replaced and is on its way out
     */
    boolean isCurrent();

    /**
     * Where it stands.
     *
     * @return the name of a {@code GenerationPhase}
     */
    String getPhase();

    /**
     * When it made the step to there.
     *
     * @return as ISO 8601 writes it
     */
    String getPhaseSince();

    /**
     * Where it was loaded from.
     *
     * @return a path on the machine of the host
     */
    String getFile();

    /**
     * When it was loaded.
     *
     * @return as ISO 8601 writes it
     */
    String getSince();

    /**
     * What it is linked to.
     *
     * @return ids of plugins
     */
    List<String> getDependsOn();

    /**
     * What is linked to it and would have to go before it.
     *
     * @return ids of plugins
     */
    List<String> getDependents();

    /**
     * Calls let in so far.
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
     * Calls refused so far.
     *
     * @return how many
     */
    long getRefused();

    /**
     * When its drain began.
     *
     * @return as ISO 8601 writes it; null unless it is draining
     */
    @Nullable
    String getDrainingSince();

    /**
     * Calls refused since its drain began.
     *
     * @return how many; zero unless it is draining
     */
    long getRefusedWhileDraining();
}
