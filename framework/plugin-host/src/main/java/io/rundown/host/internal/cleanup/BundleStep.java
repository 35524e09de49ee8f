package io.rundown.host.internal.cleanup;

import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Leftover.Kind;
import java.util.List;
import java.util.ResourceBundle;

/**
 * The cache of {@link ResourceBundle}, which holds bundles of the plugin's classes softly. Nobody can see what is in it,
 * so nothing is told.
 */
final class BundleStep implements Step {

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.RESOURCE_BUNDLE);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) {
        if (findings.act(Kind.RESOURCE_BUNDLE) == Act.CLEAN && plugin.mayHave(ResourceBundle.class)) {
            ResourceBundle.clearCache(plugin.loader());
        }
    }
}
