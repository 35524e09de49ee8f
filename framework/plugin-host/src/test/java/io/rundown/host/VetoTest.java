package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.ChangeReport;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.Objection;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VetoTest extends HostFixture {

    @AfterEach
    void agreeAgain() {
        Objection.set(Optional::empty);
    }

    /** A plugin that objects whenever the test does. */
    private PluginJars objecting(String id) {
        return PluginJars.runner(folder, id, "1.0.0")
                .source("com.acme." + id + ".TheVeto", """
                        class TheVeto implements io.rundown.host.UnloadVeto {
                            @Override public Optional<String> objection() { return Objection.ask(); }
                        }
                        """)
                .extension("com.acme." + id + ".TheVeto");
    }

    private Path objectingJar(String id) {
        return objecting(id).jar(id + ".jar");
    }

    @Test
    void anObjection_keepsThePlugin_andNothingHasChanged() {
        host.load(objectingJar("nightly"));
        Runner runner = runner("nightly");
        Objection.set(() -> Optional.of("the run ends at six"));

        UnloadReport report = host.unload("nightly");

        assertThat(report.unloaded()).isFalse();
        assertThat(report.plugin().outcome()).isEqualTo(Outcome.VETOED);
        assertThat(report.plugin().objection()).isEqualTo("the run ends at six");
        assertThat(report.plugin()).asString().contains("it objects: the run ends at six");
        assertThat(runner.version()).isEqualTo("1.0.0");
        assertThat(host.status().plugin("nightly").orElseThrow().phase()).isEqualTo(GenerationPhase.ACTIVE);
        assertThat(PluginEvents.all()).containsExactly("start nightly 1.0.0");
    }

    @Test
    void itIsAskedAgainEveryTime() {
        host.load(objectingJar("nightly"));
        Objection.set(() -> Optional.of("not yet"));
        assertThat(host.unload("nightly").unloaded()).isFalse();
        Objection.set(Optional::empty);

        assertThat(host.unload("nightly").unloaded()).isTrue();
    }

    @Test
    void anObjectionOfADependent_keepsWhatItDependsOn() {
        load("base", "1.0.0");
        host.load(objecting("top").dependsOn("base").jar("top.jar"));
        Objection.set(() -> Optional.of("no"));

        assertThat(host.unload("base").generations())
                .extracting(GenerationUnload::outcome)
                .containsExactly(Outcome.VETOED, Outcome.UNTOUCHED);
        assertThat(runner("base").version()).isEqualTo("1.0.0");
    }

    @Test
    void force_doesNotAsk_norDoesAReload_norTheEndOfTheHost() {
        Path jar = objectingJar("nightly");
        Objection.set(() -> Optional.of("no"));
        host.load(jar);

        assertThat(host.reload("nightly", jar).switched()).isTrue();
        assertThat(host.unload("nightly", AT_ONCE.withOnTimeout(OnTimeout.FORCE))
                        .unloaded())
                .isTrue();
        host.load(jar);
        host.close();
        assertThat(host.status().current()).isEmpty();
    }

    @Test
    void anAnswerThatIsAnError_doesNotKeepThePlugin() {
        host.load(objectingJar("nightly"));
        Objection.set(() -> {
            throw new StackOverflowError("veto broken");
        });

        assertThat(host.unload("nightly").unloaded()).isTrue();
    }

    @Test
    void anAnswerThatDoesNotCome_doesNotKeepThePlugin() {
        CountDownLatch never = new CountDownLatch(1);
        Objection.set(() -> {
            try {
                never.await();
            } catch (InterruptedException expected) {
                Thread.currentThread().interrupt();
            }
            return Optional.of("too late");
        });
        try (PluginHost hasty =
                PluginHost.builder().stopTimeout(Duration.ofMillis(20)).build()) {
            hasty.load(objectingJar("nightly"));

            assertThat(hasty.unload("nightly").plugin().gone()).isTrue();
        }
    }

    @Test
    void anObjection_refusesAWholeChange() {
        host.load(objectingJar("nightly"));
        load("tax", "1.0.0");
        Objection.set(() -> Optional.of("no"));

        ChangeReport report =
                host.apply(HostChange.begin().reload("tax", jar("tax", "2.0.0")).unload("nightly"));

        assertThat(report.applied()).isFalse();
        assertThat(report.failure()).asString().contains("Plugin 'nightly' 1.0.0 (generation 1) objects", "no");
        assertThat(runner("tax").version()).isEqualTo("1.0.0");
    }
}
