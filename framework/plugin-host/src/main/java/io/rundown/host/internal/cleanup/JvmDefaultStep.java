package io.rundown.host.internal.cleanup;

import io.rundown.host.model.Leftover.Kind;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the JVM has one of. */
final class JvmDefaultStep implements Step {

    private static final String ADVICE = "put back what was there before in Plugin.stop()";

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.JVM_DEFAULT);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) {
        take(
                "handler of uncaught exceptions",
                Thread.getDefaultUncaughtExceptionHandler(),
                plugin,
                findings,
                () -> Thread.setDefaultUncaughtExceptionHandler(null));
        if (plugin.mayHave(ProxySelector.class)) {
            take("proxy selector", ProxySelector.getDefault(), plugin, findings, () -> ProxySelector.setDefault(null));
        }
        if (plugin.mayHave(CookieHandler.class)) {
            take("cookie handler", CookieHandler.getDefault(), plugin, findings, () -> CookieHandler.setDefault(null));
        }
        if (plugin.mayHave(ResponseCache.class)) {
            take("response cache", ResponseCache.getDefault(), plugin, findings, () -> ResponseCache.setDefault(null));
        }
        if (plugin.mayHave(Authenticator.class)) {
            take("authenticator", Authenticator.getDefault(), plugin, findings, () -> Authenticator.setDefault(null));
        }
    }

    private static void take(
            String what, @Nullable Object set, DepartingPlugin plugin, Findings findings, Findings.Removal removal) {
        if (set != null && plugin.ownsObject(set)) {
            findings.take(Kind.JVM_DEFAULT, "the JVM's default " + what + " " + Names.of(set), ADVICE, removal);
        }
    }
}
