package io.rundown.host;

import io.rundown.host.internal.load.Inspection;
import io.rundown.host.model.Failure;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.verify.PluginFile;
import io.rundown.host.verify.PluginRefusedException;
import io.rundown.host.verify.PluginVerifier;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the application's verifier. Whatever it throws is a refusal, and goes on in words only. */
final class Verification implements Inspection {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginVerifier verifier;

    Verification(PluginVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void inspect(Path source, Path copy) {
        String reason;
        try {
            verifier.verify(new PluginFile(source, copy));
            return;
        } catch (PluginRefusedException refusal) {
            reason = Failure.of(refusal).message();
        } catch (Throwable thrown) { // a verifier that fails has not said yes
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Failure failure = Failure.of(thrown);
            log.warn("The verifier failed for '{}': {}", source, failure.stackTrace());
            reason = "the verifier failed: " + failure;
        }
        throw new PluginLoadException(source, reason, null);
    }
}
