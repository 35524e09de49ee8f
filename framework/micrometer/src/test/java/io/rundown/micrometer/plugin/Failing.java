package io.rundown.micrometer.plugin;

import io.rundown.micrometer.Kept;
import org.pf4j.Plugin;

/** Likewise, of a plugin that does not get far. */
public final class Failing extends Plugin {

    @Override
    public void start() {
        Kept.keep(this);
        throw new IllegalStateException("no disk");
    }
}
