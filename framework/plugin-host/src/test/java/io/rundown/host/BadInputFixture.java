package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Loads bad files among good ones, and looks at what becomes of the good ones. */
abstract class BadInputFixture extends HostFixture {

    PluginJars plugin(String id, String version) {
        return PluginJars.plugin(folder, id, version);
    }

    /**
     * Loads a bad file together with a good one, after another good one, and expects that it is named with the reason,
     * that nothing of it is left, and that the good ones serve and stop as if nothing had happened.
     */
    void assertRefused(Path bad, String... reason) throws IOException {
        assertRefused(List.of(bad), reason);
    }

    /** Likewise for several bad files, each of which is named with the same reason. */
    void assertRefused(List<Path> bad, String... reason) throws IOException {
        load("before", "1.0.0");
        List<Path> files =
                Stream.concat(bad.stream(), Stream.of(jar("beside", "1.0.0"))).toList();

        LoadReport report = host.load(files);

        assertThat(report.failures()).extracting(PluginLoadException::file).containsExactlyInAnyOrderElementsOf(bad);
        for (PluginLoadException failure : report.failures()) {
            assertThat(failure.getMessage()).contains(failure.file().toString()).contains(reason);
        }
        assertThat(report.loaded()).extracting(LoadedPlugin::id).containsExactly("beside");
        assertThat(host.status().current())
                .extracting(GenerationStatus::pluginId)
                .containsExactly("before", "beside");
        assertThat(host.status().retiring()).isEmpty();
        assertThat(privateCopies()).isEqualTo(2);
        assertThat(host.extensions(Runner.class))
                .hasSize(2)
                .allMatch(each -> each.version().equals("1.0.0"));
        assertThat(host.unload("before").unloaded()).isTrue();
        assertThat(host.unload("beside").unloaded()).isTrue();
        assertThat(PluginEvents.all()).contains("stop before 1.0.0", "stop beside 1.0.0");
    }

    /** Expects that a good file takes the place of the bad one of the same id. */
    void assertLoadable(String id) {
        assertThat(load(id, "9.0.0").version()).isEqualTo("9.0.0");
    }

    Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
