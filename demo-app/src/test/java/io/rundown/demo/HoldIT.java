package io.rundown.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.Program.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** An unload that is held up: the shell names what holds it, in the report, in {@code inflight} and in {@code status}. */
class HoldIT {

    private static final String FRAUD = "Plugin 'fraud' 1.0.0 (generation 1): ";
    private static final String TABLE = "plugin +gen +call +by +at least +doing";
    private static final String AGE = "\\d+(\\.\\d)?s";

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void makeProgram() {
        program = new Program(folder);
    }

    private Ending run(String... script) throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(Program.plugins().resolve("fraud-1.0.0.jar"), plugins.resolve("fraud.jar"));
        Path file = Files.write(folder.resolve("script.txt"), List.of(script));
        return program.run("shell", "--keep-going", "--plugins", plugins.toString(), "--file", file.toString());
    }

    /**
     * Asks everybody, and lets the unload go through.
     *
     * @param held what the shell says that it holds
     * @param reported what the report says was inside
     * @param row what {@code inflight} says
     */
    private void assertNamed(String kind, String held, String reported, String row) throws Exception {
        Ending ending = run(
                "hold " + kind,
                "unload fraud --timeout 200ms --policy keep-draining",
                "inflight fraud",
                "status",
                "hold stop",
                "unload fraud",
                "inflight");

        assertThat(ending.err().lines())
                .singleElement()
                .asString()
                .matches(".*:2: unload .*: \\QNot unloaded: " + FRAUD
                        + "STILL_DRAINING, drained for \\E.*, 0 calls refused; inside: " + reported);
        List<String> lines = ending.out().lines().toList();
        assertThat(lines).hasSize(9);
        assertThat(lines.get(0)).matches(held);
        assertThat(lines.get(1)).isEqualTo("1 call inside");
        assertThat(lines.get(2)).matches(TABLE);
        assertThat(lines.get(3)).matches("fraud +1 +" + row);
        assertThat(lines.get(4)).matches("plugin .* inside .*");
        assertThat(lines.get(5)).matches("fraud +1\\.0\\.0 +1 +DRAINING +" + AGE + " +1 +1 +0");
        assertThat(lines.get(6)).isEqualTo("Nothing is held");
        assertThat(lines.get(7)).startsWith(FRAUD + "UNLOADED");
        assertThat(lines.get(8)).isEqualTo("0 calls inside");
        assertThat(ending.exitCode()).isEqualTo(2);
        assertThat(program.leftOver()).isEmpty();
    }

    @Test
    void aSleepingThread() throws Exception {
        assertNamed(
                "sleep",
                "Held: thread 'hold-1' sleeps in FraudReview\\.coolOff",
                "\\[FraudReview\\.coolOff on 'hold-1' for at least .*\\]",
                "FraudReview\\.coolOff +hold-1 +" + AGE + " +DeskReview\\.coolOff:\\d+ in Thread\\.sleep\\w*");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with Java 21")
    void aVirtualThread() throws Exception {
        assertNamed(
                "virtual",
                "Held: virtual thread #\\d+ sleeps in FraudReview\\.coolOff",
                "\\[FraudReview\\.coolOff on virtual thread #\\d+ for at least .*\\]",
                "FraudReview\\.coolOff +virtual #\\d+ +" + AGE + " +DeskReview\\.coolOff:\\d+ in VirtualThread\\.\\w+");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "this Java has virtual threads")
    void noVirtualThread_whereThereAreNone() throws Exception {
        Ending ending = run("hold virtual", "hold");

        assertThat(ending.err().lines())
                .singleElement()
                .asString()
                .endsWith(":1: hold virtual: Virtual threads come with Java 21; this is Java "
                        + Runtime.version().feature());
        assertThat(ending.out().lines()).containsExactly("Nothing is held");
        assertThat(ending.exitCode()).isEqualTo(2);
    }

    @Test
    void anUnfinishedFuture() throws Exception {
        assertNamed(
                "future",
                "Held: a future is not complete, of FraudReview\\.ask",
                "\\[asynchronous FraudReview\\.ask, not complete for .*\\] \\(1 asynchronous in all\\)",
                "FraudReview\\.ask +a future +" + AGE + " +-");
    }

    @Test
    void aThreadBlockedInIo() throws Exception {
        assertNamed(
                "io",
                "Held: thread 'hold-1' reads in FraudReview\\.read",
                "\\[FraudReview\\.read on 'hold-1' for at least .*\\]",
                "FraudReview\\.read +hold-1 +" + AGE + " +DeskReview\\.read:\\d+ in \\w+\\.(read|poll)\\w*");
    }

    @Test
    void severalAtOnce_areWhereTheyStayAtOnce_andAllAreNamedWhenTheyAreForcedOut() throws Exception {
        Ending ending = run(
                "hold io",
                "inflight",
                "hold sleep",
                "hold future",
                "status",
                "unload fraud --timeout 0s --policy force",
                "hold stop",
                "hold sleep");

        List<String> lines = ending.out().lines().toList();
        assertThat(lines).hasSize(13);
        assertThat(lines.get(3)).matches("fraud +1 +FraudReview\\.read .* in \\w+\\.(read|poll)\\w*");
        assertThat(lines.subList(6, 9))
                .containsExactly(
                        "Held: thread 'hold-1' reads in FraudReview.read",
                        "Held: thread 'hold-2' sleeps in FraudReview.coolOff",
                        "Held: a future is not complete, of FraudReview.ask");
        assertThat(lines.get(10)).matches("fraud +1\\.0\\.0 +1 +ACTIVE +" + AGE + " +3 +3 +0");
        assertThat(lines.get(11))
                .startsWith(FRAUD + "FORCED")
                .contains(
                        "FraudReview.coolOff on 'hold-2'",
                        "FraudReview.read on 'hold-1'",
                        "asynchronous FraudReview.ask");
        assertThat(lines.get(12)).isEqualTo("Nothing is held");
        assertThat(ending.err().lines()).singleElement().asString().contains(":8: hold sleep: No plugin 'fraud'");
        assertThat(program.leftOver()).isEmpty();
    }
}
