package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.LoadReport;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import io.rundown.host.verify.PluginFile;
import io.rundown.host.verify.PluginRefusedException;
import io.rundown.host.verify.PluginVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the host asks its verifier, and what it makes of the answer. */
class PluginVerifierTest extends HostFixture {

    private static final PluginVerifier NOT_EVIL = file -> {
        if (file.source().toString().contains("evil")) {
            throw new PluginRefusedException("is evil");
        }
    };

    @Test
    void aRefusal_namesTheFileAndTheReason_andKeepsTheOthersFromNothing() throws Exception {
        openHost(builder -> builder.verifier(NOT_EVIL));
        Path evil = jar("evil", "1.0.0");

        LoadReport report = host.load(List.of(evil, jar("tax", "1.0.0")));

        assertThat(report.loaded()).extracting(LoadedPlugin::id).containsExactly("tax");
        PluginLoadException failure = report.failures().get(0);
        assertThat(failure).hasMessage("Cannot load '" + evil + "': is evil").hasNoCause();
        assertThat(privateCopies()).isEqualTo(1);
    }

    @Test
    void aReloadThatIsRefused_leavesTheOldVersionServing() throws Exception {
        openHost(builder -> builder.verifier(NOT_EVIL));
        Runner runner = load("tax", "1.0.0");
        Path evil = PluginJars.runner(folder, "tax", "2.0.0").jar("evil-2.0.0.jar");

        ReloadReport report = host.reload("tax", evil);

        assertThat(report.outcome()).isEqualTo(ReloadReport.Outcome.KEPT_OLD);
        assertThat(Objects.requireNonNull(report.failure()).message()).endsWith("evil-2.0.0.jar': is evil");
        assertThat(runner.version()).isEqualTo("1.0.0");
        assertThat(privateCopies()).isEqualTo(1);
    }

    @Test
    void theCopyIsJudged_soTheOriginalMayChangeMeanwhile() {
        Path next = jar("tax", "2.0.0");
        openHost(builder -> builder.verifier(file -> {
            assertThat(Files.mismatch(file.copy(), file.source())).isEqualTo(-1);
            Files.copy(next, file.source(), StandardCopyOption.REPLACE_EXISTING);
        }));

        assertThat(load("tax", "1.0.0").version()).isEqualTo("1.0.0");
    }

    @Test
    void aZip_isJudgedBeforeItIsUnpacked() {
        List<PluginFile> seen = new ArrayList<>();
        openHost(builder -> builder.verifier(file -> {
            seen.add(file);
            assertThat(file.copy()).isRegularFile();
            assertThat(Files.mismatch(file.copy(), file.source())).isEqualTo(-1);
            try (var beside = Files.list(Objects.requireNonNull(file.copy().getParent()))) {
                assertThat(beside.filter(Files::isDirectory)).isEmpty();
            }
            throw new PluginRefusedException("is not wanted");
        }));
        Path zip = PluginJars.runner(folder, "tax", "1.0.0").zip("tax.zip");

        assertThatThrownBy(() -> host.load(zip)).hasMessageEndingWith("tax.zip': is not wanted");
        assertThat(seen).hasSize(1);
    }

    @Test
    void aFolder_isJudgedAsAWhole() {
        List<PluginFile> seen = new ArrayList<>();
        openHost(builder -> builder.verifier(seen::add));

        host.load(PluginJars.runner(folder, "tax", "1.0.0").unpacked("tax"));

        assertThat(seen)
                .hasSize(1)
                .first()
                .satisfies(file -> assertThat(file.copy().resolve("classes")).isDirectory());
    }

    @Test
    void everyLoadAndReloadIsAsked_butNoDependentThatIsStartedAgain() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        openHost(builder -> builder.verifier(file ->
                seen.add(Objects.requireNonNull(file.source().getFileName()).toString())));
        load("base", "1.0.0");
        load("top", "1.0.0", "base");

        host.reload("base");
        host.reload("base", jar("base", "2.0.0"));
        host.unload("base");
        load("base", "1.0.0");

        assertThat(seen)
                .containsExactly(
                        "base-1.0.0.jar", "top-1.0.0.jar", "base-1.0.0.jar", "base-2.0.0.jar", "base-1.0.0.jar");
    }

    @Test
    void aVerifierThatFails_hasNotSaidYes_andNothingOfItIsKept() throws Exception {
        for (Throwable failure : List.of(new IllegalStateException("no key"), new StackOverflowError("too deep"))) {
            openHost(builder -> builder.verifier(file -> sneakily(failure)));

            assertThatThrownBy(() -> load("tax", "1.0.0"))
                    .isInstanceOf(PluginLoadException.class)
                    .hasMessageEndingWith("the verifier failed: " + failure)
                    .hasNoCause();
            assertThat(privateCopies()).isZero();
        }
    }

    @Test
    void aVerifierThatIsInterrupted_keepsTheInterrupt() {
        openHost(builder -> builder.verifier(file -> {
            throw new InterruptedException("enough");
        }));

        assertThatThrownBy(() -> load("tax", "1.0.0")).hasMessageContaining("InterruptedException: enough");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void and_asksTheSecondOnlyIfTheFirstHasAgreed() {
        List<String> asked = new ArrayList<>();
        PluginVerifier both = NOT_EVIL.and(file -> {
            asked.add("second");
            throw new PluginRefusedException("is not good either");
        });
        openHost(builder -> builder.verifier(both));

        assertThatThrownBy(() -> load("evil", "1.0.0")).hasMessageEndingWith("is evil");
        assertThat(asked).isEmpty();
        assertThatThrownBy(() -> load("tax", "1.0.0")).hasMessageEndingWith("is not good either");
    }

    @Test
    void aVerifier_mayUseTheHost() {
        openHost(builder -> builder.verifier(file -> {
            if (file.source().toString().contains("tax")) {
                load("rates", "1.0.0");
            }
        }));

        load("tax", "1.0.0");

        assertThat(host.extensions(Runner.class)).hasSize(2);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakily(Throwable failure) throws E {
        throw (E) failure;
    }
}
