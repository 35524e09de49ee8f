package io.rundown.host.reclamation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rundown.host.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that goes by itself is ever called a leak. For {@code rundown.reclaim.seconds} under each collector, 2 by
 * default, at random from {@code rundown.reclaim.seed}.
 */
class ByChanceTest {

    private static final long SECONDS = Long.getLong("rundown.reclaim.seconds", 2);
    private static final long SEED = Long.getLong("rundown.reclaim.seed", new Random().nextLong());

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC", "-XX:+UseZGC", "-XX:+UseShenandoahGC"})
    void thereIsNoFalseAlarm_howeverBusyTheCollectorIs(String collector) throws Exception {
        assertThereIsNone("busy", collector);
    }

    /** It has next to nothing to do, and collects now and then all the same. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseG1GC -XX:G1PeriodicGCInterval=50",
                "-XX:+UseZGC -XX:ZCollectionInterval=1",
                "-XX:+UseShenandoahGC -XX:+UnlockExperimentalVMOptions -XX:ShenandoahGuaranteedGCInterval=50"
            })
    void norIfItIsIdle(String collector) throws Exception {
        assertThereIsNone("idle", collector);
    }

    private void assertThereIsNone(String how, String collector) throws Exception {
        List<String> options = new ArrayList<>(Arrays.asList(collector.split(" ", -1)));
        assumeTrue(Program.accepts(folder, options), () -> "This JVM refuses " + collector);
        for (TestPlugins each : TestPlugins.values()) {
            each.jar(folder, "tax");
        }
        options.addAll(List.of("-Xmx96m", "-XX:SoftRefLRUPolicyMSPerMB=10", "-Djava.io.tmpdir=" + folder));
        Program program = Program.run(
                folder,
                Duration.ofSeconds(SECONDS).plusMinutes(3),
                options,
                ByChanceProgram.class,
                List.of(how, "" + SEED, "" + SECONDS, folder.toString()));

        assertThat(program.output())
                .as("with -Drundown.reclaim.seed=%d", SEED)
                .contains("false alarms [], left 0, rounds enough");
    }
}
