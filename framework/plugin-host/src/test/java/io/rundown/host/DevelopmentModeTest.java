package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pf4j.DevelopmentPluginLoader;
import org.pf4j.RuntimeMode;

/** Plugins as their developers have them. */
class DevelopmentModeTest extends ManagerFixture {

    @Override
    PluginHostBuilder configured(PluginHostBuilder builder) {
        return builder.runtimeMode(RuntimeMode.DEVELOPMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target/classes",
                "build/classes/java/main",
                "build/classes/kotlin/main",
                "out/production/classes"
            })
    void aProjectIsLoadedFromWhatItsBuildMakes(String classes) throws Exception {
        Path project = PluginJars.runner(root, "tax", "1.0.0").project("tax", classes);
        Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("src/main/java/Tax.java"), "class Tax {}");

        host.load(project);

        assertThat(host.extension(Runner.class, "tax").version()).isEqualTo("1.0.0");
        assertThat(manager.isDevelopment()).isTrue();
        assertThat(manager.getPlugin("tax").getPluginPath()).isEqualTo(project);
        try (Stream<Path> copied = Files.walk(folder.resolve("work"))) {
            assertThat(copied.filter(Files::isRegularFile)).isNotEmpty().noneMatch(each -> each.endsWith("Tax.java"));
        }
    }

    @Test
    void librariesAreFound_andADescriptorBesideThem() {
        Path library =
                PluginJars.archive(folder).source("com.acme.lib.Words", """
                        public class Words { public static String all() { return "from the library"; } }
                        """).jar("words.jar");
        Path project = PluginJars.archive(root)
                .compiledAgainst(library)
                .source("com.acme.Talking", """
                        public class Talking extends Plugin {
                            @Override public void start() { PluginEvents.add(com.acme.lib.Words.all()); }
                        }
                        """)
                .project("talking", "target/classes");
        copy(library, project.resolve("target/lib/words.jar"));
        write(
                project.resolve("plugin.properties"),
                "plugin.id=talking\nplugin.version=1.0.0\nplugin.class=com.acme.Talking\n");

        manager.loadPlugins();
        manager.startPlugins();

        assertThat(PluginEvents.all()).containsExactly("from the library");
    }

    @Test
    void aReloadTakesTheNewBuild() {
        Path project = PluginJars.runner(root, "tax", "1.0.0").project("tax", "target/classes");
        host.load(project);
        Runner tax = host.extension(Runner.class, "tax");

        PluginJars.runner(root, "tax", "1.1.0").project("tax", "target/classes");
        assertThat(host.reload("tax").switched()).isTrue();

        assertThat(tax.version()).isEqualTo("1.1.0");
    }

    @Test
    void dependentsOfAProjectAreMadeAnewFromTheirCopies() {
        host.load(PluginJars.runner(root, "rates", "1.0.0").project("rates", "target/classes"));
        Path carrier =
                PluginJars.runner(root, "carrier", "1.0.0").dependsOn("rates").project("carrier", "target/classes");
        host.load(carrier);

        assertThat(host.reload("rates").switched()).isTrue();

        assertThat(host.extension(Runner.class, "carrier").version()).isEqualTo("1.0.0");
        assertThat(host.status().plugin("carrier").orElseThrow().generation()).isEqualTo(2);
    }

    @Test
    void releasedPluginsAreLoadedAsWell_andBuildFoldersAreNone() throws Exception {
        PluginJars.runner(root, "fraud", "1.0.0").unpacked("fraud");
        PluginJars.runner(root, "rates", "1.0.0").zip("rates.zip");
        jar("tax", "1.0.0");
        Files.createDirectories(root.resolve("target/classes"));

        manager.loadPlugins();
        manager.startPlugins();

        assertThat(ids(manager.getStartedPlugins())).containsExactly("fraud", "rates", "tax");
    }

    @Test
    void pf4jsOwnDevelopmentLoaderFindsTheCopy() {
        Path project = PluginJars.runner(root, "tax", "1.0.0").project("tax", "target/classes");
        try (PluginHost other = PluginHost.builder()
                .workDirectory(folder.resolve("other"))
                .runtimeMode(RuntimeMode.DEVELOPMENT)
                .pluginLoader(DevelopmentPluginLoader::new)
                .build()) {
            other.load(List.of(project)).orThrow();

            assertThat(other.extension(Runner.class, "tax").version()).isEqualTo("1.0.0");
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
