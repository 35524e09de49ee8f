package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.LoadReport;
import io.rundown.host.testing.PluginJars;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors that are missing, or say what cannot be. */
class BadDescriptorTest extends BadInputFixture {

    @Test
    void aJarWithoutADescriptor() throws Exception {
        assertRefused(
                PluginJars.archive(folder).entry("readme.txt", new byte[] {1}).jar("bare.jar"),
                "has no plugin descriptor: neither plugin.properties nor META-INF/MANIFEST.MF");
    }

    @Test
    void aZipWithoutADescriptor() throws Exception {
        assertRefused(
                PluginJars.archive(folder)
                        .entry("classes/readme.txt", new byte[] {1})
                        .zip("bare.zip"),
                "has no plugin descriptor: neither plugin.properties nor classes/META-INF/MANIFEST.MF");
    }

    @Test
    void aManifestThatSpeaksOfNoPlugin() throws Exception {
        assertRefused(
                PluginJars.archive(folder).descriptor("Created-By", "somebody").jar("library.jar"),
                "has no plugin descriptor");
    }

    @Test
    void aMissingId() throws Exception {
        assertRefused(plugin("x", "1.0.0").withoutDescriptor("Plugin-Id").jar("bad.jar"), "no Plugin-Id");
    }

    @Test
    void aMissingVersion() throws Exception {
        assertRefused(plugin("bad", "1.0.0").withoutDescriptor("Plugin-Version").jar("bad.jar"), "no Plugin-Version");
        assertLoadable("bad");
    }

    @Test
    void aBlankClass() throws Exception {
        assertRefused(plugin("bad", "1.0.0").descriptor("Plugin-Class", " ").jar("bad.jar"), "no Plugin-Class");
        assertLoadable("bad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "two words", "-dash", "a/b"})
    void aMalformedId(String id) throws Exception {
        assertRefused(plugin(id, "1.0.0").jar("bad.jar"), "Plugin-Id '" + id + "' is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "1.x", "1.0.0.0.0"})
    void aMalformedVersion(String version) throws Exception {
        assertRefused(
                plugin("bad", version).jar("bad.jar"),
                "Plugin-Version '" + version + "' is not a semantic version such as 1.0.0");
        assertLoadable("bad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.", "com/acme/Plugin", "1Plugin"})
    void aMalformedClassName(String name) throws Exception {
        assertRefused(
                plugin("bad", "1.0.0").descriptor("Plugin-Class", name).jar("bad.jar"),
                "Plugin-Class '" + name + "' is malformed");
        assertLoadable("bad");
    }

    @Test
    void aPropertiesFileThatIsMalformed() throws Exception {
        assertRefused(
                plugin("bad", "1.0.0")
                        .entry("plugin.properties", "plugin.id=\\u00zz".getBytes(StandardCharsets.UTF_8))
                        .jar("bad.jar"),
                "plugin.properties",
                "Malformed");
        assertLoadable("bad");
    }

    @Test
    void twoFilesWithOneIdInOneLoad() throws Exception {
        Path first = jar("beside", "1.0.0");
        Path second = plugin("beside", "2.0.0").jar("zwilling.jar");

        LoadReport report = host.load(List.of(first, second));

        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("zwilling.jar", "its plugin id 'beside' is also that of", "beside-1.0.0.jar"));
        assertThat(runner("beside").version()).isEqualTo("1.0.0");
    }

    @Test
    void anIdThatIsLoadedAlready() throws Exception {
        load("tax", "1.0.0");

        LoadReport report = host.load(List.of(plugin("tax", "2.0.0").jar("tax-again.jar")));

        assertThat(report.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(
                                "tax-again.jar",
                                "Plugin 'tax' 1.0.0 (generation 1) is already loaded",
                                "reload it instead"));
        assertThat(runner("tax").version()).isEqualTo("1.0.0");
    }
}
