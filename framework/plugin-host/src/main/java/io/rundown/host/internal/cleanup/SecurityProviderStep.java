package io.rundown.host.internal.cleanup;

import io.rundown.host.model.Leftover.Kind;
import java.security.Provider;
import java.security.Security;
import java.util.List;

/** Providers of cryptography and the like. */
final class SecurityProviderStep implements Step {

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.SECURITY_PROVIDER);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) {
        if (!plugin.mayHave(Provider.class)) {
            return;
        }
        for (Provider each : Security.getProviders()) {
            if (plugin.ownsObject(each)) {
                String name = each.getName();
                findings.take(
                        Kind.SECURITY_PROVIDER,
                        "security provider '" + name + "'",
                        "remove it in Plugin.stop()",
                        () -> Security.removeProvider(name));
            }
        }
    }
}
