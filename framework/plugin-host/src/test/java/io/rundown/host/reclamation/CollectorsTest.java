package io.rundown.host.reclamation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rundown.host.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts under every collector that the JDK has, each in a JVM of its own. */
class CollectorsTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private Path healthy;
    private Path leaking;

    @BeforeEach
    void buildPlugins() {
        healthy = TestPlugins.HEALTHY.jar(folder, "healthy");
        leaking = TestPlugins.LEAKING.jar(folder, "leaking");
    }

    private void assertSays(String verdicts, String options, String how, int seconds) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(options.split(" ", -1)));
        assumeTrue(Program.accepts(folder, all), () -> "This JVM refuses " + options);
        all.add("-Djava.io.tmpdir=" + folder);
        Program program = Program.run(
                folder,
                LIMIT,
                all,
                CollectorsProgram.class,
                List.of(how, "" + seconds, healthy.toString(), leaking.toString()));
        assertThat(program.output()).as(options).contains(verdicts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC",
                "-XX:+UseG1GC",
                "-XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC"
            })
    void whoAsks_isAnswered(String collector) throws Exception {
        assertSays("healthy RECLAIMED, leaking LEAKED", collector, "ask", 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseZGC"})
    void aJvmThatIgnoresSuchRequests_isNotTakenForALeak(String collector) throws Exception {
        assertSays("healthy PENDING, leaking PENDING", collector + " -XX:+DisableExplicitGC", "ask", 1);
    }

    /** Soft references are cleared soon, as they are when memory becomes short. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseShenandoahGC"})
    void withoutBeingAsked_theCollectorTellsByItself(String collector) throws Exception {
        assertSays(
                "healthy RECLAIMED, leaking LEAKED",
                collector + " -Xmx64m -XX:SoftRefLRUPolicyMSPerMB=1 -XX:+DisableExplicitGC",
                "churn",
                60);
    }
}
