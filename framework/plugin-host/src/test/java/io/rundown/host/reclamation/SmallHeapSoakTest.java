package io.rundown.host.reclamation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads in a heap that has room for a few generations only, {@code rundown.reclaim.reloads} of them, 60 by default; then
 * a leak, which is found by its second reload if somebody asks or soft references are cleared, and otherwise before memory
 * runs out, as long as the application does something meanwhile.
 */
class SmallHeapSoakTest {

    private static final Logger log = LoggerFactory.getLogger(SmallHeapSoakTest.class);

    private static final int RELOADS = Integer.getInteger("rundown.reclaim.reloads", 60);

    @TempDir
    Path folder;

    /** Soft references are cleared a second after their last use, instead of half a minute; in the last row as ever. */
    @ParameterizedTest
    @CsvSource({"ask, 1000", "churn, 20", "go on, 1000"})
    void memoryStaysFlat_andALeakIsFound(String how, int softMillisPerMegabyte) throws Exception {
        Path healthy = TestPlugins.LARGE.jar(folder, "tax");
        Path leaking = TestPlugins.LARGE_LEAKING.jar(folder, "tax");
        Program program = Program.run(
                folder,
                Duration.ofSeconds(180 + RELOADS),
                List.of(
                        "-XX:+UseG1GC",
                        "-Xmx64m",
                        "-XX:MaxMetaspaceSize=48m",
                        "-XX:SoftRefLRUPolicyMSPerMB=" + softMillisPerMegabyte,
                        "-Djava.io.tmpdir=" + folder),
                SmallHeapProgram.class,
                List.of(how, "" + RELOADS, healthy.toString(), leaking.toString()));

        log.info("{}", program.output());
        assertThat(program.output())
                .contains("it stays flat")
                .contains("not gone 0")
                .contains("the leak is LEAKED")
                .contains("failure null")
                .doesNotContain("OutOfMemoryError");
    }
}
