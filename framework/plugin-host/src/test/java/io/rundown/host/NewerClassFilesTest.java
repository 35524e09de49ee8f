package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.pf4j.asm.ExtensionInfo;

/** Plugins that are compiled for the Java that runs, which may be newer than the asm that pf4j asks for. */
class NewerClassFilesTest extends HostFixture {

    private Path forThisJava() {
        Path rates = PluginJars.plugin(folder, "rates", "1.0.0")
                .source("com.acme.Rates", "public interface Rates {}")
                .jar("rates.jar");
        return PluginJars.runner(folder, "carrier", "1.0.0")
                .release(Runtime.version().feature())
                .dependsOn("rates?")
                .compiledAgainst(rates)
                .source("com.acme.carrier.WithRates", """
                        @Extension(ordinal = 3, plugins = "rates")
                        public class WithRates extends TheRunner implements com.acme.Rates {}
                        """)
                .extension("com.acme.carrier.WithRates")
                .jar("carrier.jar");
    }

    @Test
    void theirAnnotationsAreRead() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {forThisJava().toUri().toURL()})) {
            ExtensionInfo info = ExtensionInfo.load("com.acme.carrier.WithRates", loader);

            assertThat(info.getPlugins()).containsExactly("rates");
        }
    }

    @Test
    void anExtensionThatAsksForAnOptionalDependencyStaysAwayWithoutIt() {
        host.load(forThisJava());

        assertThat(host.extensions(Runner.class, "carrier")).hasSize(1);
    }
}
