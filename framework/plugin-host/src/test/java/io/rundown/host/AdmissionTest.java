package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.SelfUnloadException;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.StubbornLoader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest extends HostFixture {

    private final List<String> asked = new ArrayList<>();
    private AdmissionCheck check = newcomer -> {};
    private PluginHost picky;

    @BeforeEach
    void openPickyHost() {
        picky = PluginHost.builder()
                .workDirectory(folder.resolve("work"))
                .admissionCheck(newcomer -> {
                    asked.add(newcomer.plugin().id() + " " + newcomer.plugin().version());
                    check.admit(newcomer);
                })
                .build();
    }

    @AfterEach
    void closePickyHost() {
        picky.close();
    }

    private void refuse(String version) {
        check = newcomer -> {
            if (newcomer.plugin().version().equals(version)) {
                throw new IllegalStateException("smoke test failed");
            }
        };
    }

    @Test
    void aPluginThatIsNotAdmitted_isStoppedAndGone_andTheOthersLoad() {
        refuse("6.6.6");

        LoadReport report = picky.load(List.of(jar("bad", "6.6.6"), jar("good", "1.0.0")));

        assertThat(report.loaded()).hasSize(1);
        assertThat(report.failures())
                .singleElement()
                .satisfies(each -> assertThat(each)
                        .hasMessageContaining("bad-6.6.6.jar")
                        .hasMessageContaining("not admitted")
                        .hasMessageContaining("smoke test failed"));
        assertThat(PluginEvents.all()).containsExactly("start bad 6.6.6", "stop bad 6.6.6", "start good 1.0.0");
        assertThat(asked).containsExactly("bad 6.6.6", "good 1.0.0");
    }

    /** Nobody comes back to it, as it was never published. */
    @Test
    void aPluginThatIsNotAdmitted_andCannotBeClosed_isClosedAsFarAsItGoes_andWatched() {
        List<GenerationPhase> phases = new CopyOnWriteArrayList<>();
        openHost(builder -> builder.admissionCheck(newcomer -> {
                    throw new IllegalStateException("smoke test failed");
                })
                .pluginLoader(manager -> StubbornLoader.forAll(() -> {
                    throw new IOException("no");
                }))
                .listener(change -> phases.add(change.to())));

        assertThatThrownBy(() -> host.load(jar("bad", "6.6.6"))).hasMessageContaining("smoke test failed");

        assertThat(phases).startsWith(GenerationPhase.STARTING, GenerationPhase.STOPPING, GenerationPhase.CLOSED);
        await().atMost(HeldCall.LONG).until(() -> {
            System.gc();
            return phases.contains(GenerationPhase.RECLAIMED);
        });
    }

    @Test
    void aReloadThatIsNotAdmitted_leavesTheOldOneServing() {
        picky.load(jar("tax", "1.0.0"));
        Runner runner = picky.extension(Runner.class, "tax");
        refuse("2.0.0");

        ReloadReport report = picky.reload("tax", jar("tax", "2.0.0"));

        assertThat(report.switched()).isFalse();
        assertThat(runner.version()).isEqualTo("1.0.0");
        assertThat(PluginEvents.all()).containsExactly("start tax 1.0.0", "start tax 2.0.0", "stop tax 2.0.0");
    }

    @Test
    void ofAChangeThatIsNotAdmitted_everythingIsDiscarded_dependentsFirst() {
        picky.load(jar("base", "1.0.0"));
        picky.load(jar("top", "1.0.0", "base"));
        PluginEvents.clear();
        asked.clear();
        refuse("2.0.0");

        assertThat(picky.apply(HostChange.begin()
                                .reload("base", jar("base", "1.1.0"))
                                .reload("top", jar("top", "2.0.0", "base")))
                        .applied())
                .isFalse();
        assertThat(PluginEvents.all())
                .containsExactly("start base 1.1.0", "start top 2.0.0", "stop top 2.0.0", "stop base 1.1.0");
        assertThat(asked).containsExactly("base 1.1.0", "top 2.0.0");
    }

    @Test
    void theCheckCanTryTheExtensions_whileCallersStillGetTheOldOnes() {
        picky.load(jar("tax", "1.0.0"));
        Runner runner = picky.extension(Runner.class, "tax");
        List<String> tried = new ArrayList<>();
        check = newcomer -> {
            for (Runner each : newcomer.extensions(Runner.class)) {
                tried.add(each.version() + " beside " + runner.version());
            }
        };

        assertThat(picky.reload("tax", jar("tax", "2.0.0")).switched()).isTrue();
        assertThat(tried).containsExactly("2.0.0 beside 1.0.0");
    }

    @Test
    void whatTheCheckKeeps_refusesOnceTheNewcomerIsDiscarded() throws IOException {
        List<Runner> kept = new ArrayList<>();
        check = newcomer -> {
            kept.addAll(newcomer.extensions(Runner.class));
            throw new LinkageError("no");
        };

        assertThatThrownBy(() -> picky.load(jar("tax", "1.0.0"))).isInstanceOf(PluginLoadException.class);
        assertThatThrownBy(() -> kept.get(0).version()).isInstanceOf(PluginUnavailableException.class);
        assertThat(privateCopies()).isZero();
    }

    @Test
    void aCheckThatAsksForTheSamePlugin_isToldNo() {
        picky.load(jar("tax", "1.0.0"));
        check = newcomer -> assertThatThrownBy(() -> picky.unload("tax")).isInstanceOf(SelfUnloadException.class);

        assertThat(picky.reload("tax", jar("tax", "2.0.0")).switched()).isTrue();
    }
}
