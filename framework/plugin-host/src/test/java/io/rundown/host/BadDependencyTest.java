package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.LoadReport;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.testing.PluginJars;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dependencies that are missing, of the wrong version, or go round in a circle. */
class BadDependencyTest extends BadInputFixture {

    @Test
    void aDependencyThatIsMissing() throws Exception {
        assertRefused(jar("bad", "1.0.0", "nowhere"), "it depends on plugin 'nowhere', which is not loaded");
        assertLoadable("bad");
    }

    @Test
    void aDependencyOfTheWrongVersion() throws Exception {
        assertRefused(
                jar("bad", "1.0.0", "before@>=2.0.0"),
                "it depends on plugin 'before' >=2.0.0, but version 1.0.0 is loaded");
        assertLoadable("bad");
    }

    @Test
    void aVersionRangeThatIsMalformed() throws Exception {
        assertRefused(jar("bad", "1.0.0", "before@>=one"), "has a malformed version range");
    }

    @Test
    void aDependencyThatCouldNotBeLoadedEither() throws Exception {
        Path broken = plugin("broken", "1.0.0")
                .pluginClass("com.acme.Broken", "@Override public void start() { throw new IllegalStateException(); }")
                .jar("broken.jar");

        LoadReport report = host.load(List.of(jar("top", "1.0.0", "broken"), broken, jar("beside", "1.0.0")));

        assertThat(report.failures()).hasSize(2);
        assertThat(report.failures().get(0).getMessage()).contains("broken.jar", "its start() threw");
        assertThat(report.failures().get(1).getMessage())
                .contains("top-1.0.0.jar", "it depends on plugin 'broken', which is not loaded");
        assertThat(runner("beside").version()).isEqualTo("1.0.0");
    }

    @Test
    void twoPluginsThatDependOnEachOther() throws Exception {
        assertRefused(
                List.of(jar("one", "1.0.0", "two"), jar("two", "1.0.0", "one")),
                "its dependencies form a circle: ",
                "'one'",
                "'two'");
        assertLoadable("one");
    }

    @Test
    void threePluginsInACircle() throws Exception {
        assertRefused(
                List.of(jar("one", "1.0.0", "two"), jar("two", "1.0.0", "three"), jar("three", "1.0.0", "one")),
                "its dependencies form a circle: 'one' -> 'two' -> 'three' -> 'one'");
    }

    @Test
    void aPluginThatDependsOnItself() throws Exception {
        assertRefused(jar("self", "1.0.0", "self"), "its dependencies form a circle: 'self' -> 'self'");
    }

    @Test
    void twoPluginsThatWishForEachOther() throws Exception {
        assertRefused(
                List.of(jar("one", "1.0.0", "two?"), jar("two", "1.0.0", "one?")),
                "its dependencies form a circle: 'one' -> 'two' -> 'one'");
        assertLoadable("two");
    }

    @Test
    void aDependentOfACircle_failsForItsOwnReason() throws Exception {
        LoadReport report = host.load(List.of(
                jar("top", "1.0.0", "one"),
                jar("one", "1.0.0", "two"),
                jar("two", "1.0.0", "one"),
                jar("beside", "1.0.0")));

        assertThat(report.failures()).hasSize(3);
        assertThat(report.failures())
                .filteredOn(failure -> failure.file().endsWith("top-1.0.0.jar"))
                .singleElement()
                .satisfies(failure ->
                        assertThat(failure.reason()).isEqualTo("it depends on plugin 'one', which is not loaded"));
        assertThat(runner("beside").version()).isEqualTo("1.0.0");
    }

    @Test
    void aReloadThatWouldCloseACircle_keepsTheOldVersion() throws Exception {
        load("base", "1.0.0");
        load("top", "1.0.0", "base");

        ReloadReport report = host.reload(
                "base",
                PluginJars.runner(folder, "base", "2.0.0").dependsOn("top").jar("base-2.jar"));

        assertThat(report.switched()).isFalse();
        assertThat(String.valueOf(report.failure())).contains("its dependencies form a circle");
        assertThat(runner("base").version()).isEqualTo("1.0.0");
        assertThat(runner("top").version()).isEqualTo("1.0.0");
    }
}
