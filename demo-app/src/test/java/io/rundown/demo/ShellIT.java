package io.rundown.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.Program.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell and the live view without a terminal: scripts from files and pipes. */
class ShellIT {

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void makeProgram() {
        program = new Program(folder);
    }

    @Test
    void aScriptInAFileDoesWhatItSays() throws Exception {
        Path recording = folder.resolve("my recording.jfr");
        String script = """
                # a comment

                status
                jfr start '%s'      # and another
                call tax --net 100
                reload tax %s
                call tax --net 100
                load-test start 2
                inflight --times 2 --interval 100ms
                load-test
                top --times 2 --interval 100ms
                unload fraud --timeout 10s --policy force
                load-test stop
                load %s
                call fraud
                call rates
                call ledger
                call audit
                reload rates
                unload rates
                leaks --verify
                jfr stop
                help unload
                quit
                dance
                """.formatted(
                recording, Program.update("tax-2.0.0.jar"), Program.plugins().resolve("fraud-1.0.0.jar"));
        Path file = Files.writeString(folder.resolve("script.txt"), script);

        Ending ending = program.run("shell", "--file", file.toString());

        assertThat(ending.err()).isEmpty();
        assertThat(ending.out())
                .containsSubsequence(
                        "ACTIVE",
                        "Recording, to be written to",
                        "rule=tax 1.0.0",
                        "Serving: Plugin 'tax' 2.0.0",
                        "rule=tax 2.0.0",
                        "Load test on 2 threads",
                        "inside",
                        "calls/s",
                        "Plugin 'fraud' 1.0.0 (generation 1): UNLOADED",
                        "Load test ended",
                        "Loaded: Plugin 'fraud' 1.0.0 (generation 2)",
                        "FraudCheck: CLEAR",
                        "ShippingRates: ",
                        "Ledger: entry ",
                        "AuditTrail: audits so far: ",
                        "Serving: Plugin 'rates' 1.0.0 (generation 2)",
                        "Plugin 'carrier' 1.0.0 (generation 2): UNLOADED",
                        "gone from memory",
                        "Recorded: '" + recording,
                        "keep-draining")
                .doesNotContain("rundown>", "\u001b");
        assertThat(ending.exitCode()).isZero();
        assertThat(recording).isNotEmptyFile();
        assertThat(program.leftOver()).isEmpty();
    }

    @Test
    void everyMistakeGetsOneLine_withItsPlace_andTheExitCodeIs2() throws Exception {
        Map<String, String> mistakes = new LinkedHashMap<>();
        mistakes.put("unload nope", "No plugin 'nope' is loaded");
        mistakes.put("unload tax --timeout soon", "'soon' is not a time such as 500ms, 5s or 2m");
        mistakes.put("unload tax --policy maybe", "'maybe' is none of resume, keep-draining, force");
        mistakes.put("unload", "Missing required parameter: 'ID' (type 'help unload')");
        mistakes.put("load nothing.jar", "Cannot load 'nothing.jar': there is no such file");
        mistakes.put("load 'nothing", "A quote is not closed");
        mistakes.put("reload tax nothing.jar", "Version 1.0.0 of 'tax' goes on serving. Cannot load 'nothing.jar'");
        mistakes.put("call nope", "No plugin 'nope' is loaded");
        mistakes.put("call tax --country France", "country is 'France', not two capital letters");
        mistakes.put("inflight nope", "No plugin 'nope' is loaded");
        mistakes.put("inflight --times 0", "--times must be at least 1, not 0");
        mistakes.put("top --interval 1ms", "--interval must be at least 50ms");
        mistakes.put("top --times often", "Invalid value for option '--times'");
        mistakes.put("watch on", "watch on DIR: which folder?");
        mistakes.put("watch on nowhere", "there is no such folder");
        mistakes.put("watch over", "watch on DIR, watch off, or watch; not 'over'");
        mistakes.put("leaks --explain tax", "Nothing unloaded of 'tax' is in memory");
        mistakes.put("jfr stop", "There is no recording; jfr start FILE begins one");
        mistakes.put("jfr start nowhere/a.jfr", "No recording can be written to 'nowhere/a.jfr'");
        mistakes.put("jfr pause", "jfr start FILE, jfr stop FILE, or jfr; not 'pause'");
        mistakes.put("load-test stopp", "load-test start N, load-test stop, or load-test; not 'stopp'");
        mistakes.put("load-test start 0", "A load test has between 1 and 1000 threads, not 0");
        mistakes.put("load-test", "There is no load test");
        mistakes.put("hold tight", "hold sleep, hold virtual, hold io, hold future, hold stop, or hold; not 'tight'");
        mistakes.put("wait long", "'long' is not a time");
        mistakes.put("help dance", "There is no command 'dance'");
        mistakes.put("status --what", "Unknown option: '--what' (type 'help status')");
        mistakes.put("statsu", "There is no command 'statsu'; did you mean 'status'?");
        mistakes.put("dance", "There is no command 'dance' (type 'help')");
        Path file =
                Files.writeString(folder.resolve("script.txt"), String.join("\n", mistakes.keySet()) + "\ncall tax\n");

        Ending ending = program.run("shell", "--keep-going", "--file", file.toString());

        List<String> told = ending.err().lines().toList();
        assertThat(told).hasSize(mistakes.size());
        int line = 0;
        for (Map.Entry<String, String> each : mistakes.entrySet()) {
            assertThat(told.get(line))
                    .startsWith(file + ":" + (line + 1) + ": " + each.getKey() + ": ")
                    .contains(each.getValue());
            line++;
        }
        assertThat(ending.out()).contains("rule=tax 1.0.0");
        assertThat(ending.exitCode()).isEqualTo(2);
    }

    @Test
    void aPipeGoesOnAfterAMistake_andTheExitCodeSaysSo() throws Exception {
        Ending ending = program.runWithInput("list\nunload nope\ncall tax\n", "shell");

        assertThat(ending.err().lines())
                .singleElement()
                .asString()
                .startsWith("line 2: unload nope: No plugin 'nope' is loaded");
        assertThat(ending.out()).contains("rule=tax 1.0.0");
        assertThat(ending.exitCode()).isEqualTo(2);
    }

    @Test
    void aWatchedFolderIsFollowed_andWhatHappensIsTold() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(Program.plugins().resolve("tax-1.0.0.jar"), plugins.resolve("tax.jar"));
        try (Conversation shell = program.converse("shell", "--plugins", plugins.toString())) {
            shell.say("watch on '" + plugins + "'");
            shell.awaitAnswer("Watching '" + plugins.toRealPath() + "'");
            Files.copy(Program.plugins().resolve("rates-1.0.0.jar"), plugins.resolve("rates.jar"));
            shell.awaitAnswer("watch: Plugin 'rates' 1.0.0 (generation 1): STARTING -> ACTIVE");
            Files.writeString(plugins.resolve("junk.jar"), "junk");
            shell.awaitAnswer("junk.jar' is not served: ");
            shell.say("watch off");
            shell.awaitAnswer("No folder is watched");

            assertThat(shell.end()).isZero();
        }
    }

    @Test
    void theLiveViewWritesLinesWhereThereIsNoTerminal() throws Exception {
        Ending ending = program.run("top", "--threads", "2", "--times", "3", "--interval", "200ms");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.out().lines().filter(line -> line.startsWith("plugin ")))
                .hasSize(3);
        assertThat(ending.out()).contains("6 plugins, ", "2 threads check out").doesNotContain("\u001b", "q leaves");
        assertThat(ending.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(ending.exitCode()).isZero();
        assertThat(program.leftOver()).isEmpty();
    }

    @Test
    void mistakesInTheArguments() throws Exception {
        assertThat(program.run("shell", "--file", "nothing.txt").err()).contains("There is no script 'nothing.txt'");
        assertThat(program.run("shell", "--keep-going").exitCode()).isEqualTo(2);
        Ending top = program.run("top", "--threads", "-1");
        assertThat(top.err()).contains("--threads must be between 0 and 1000, not -1");
        assertThat(top.exitCode()).isEqualTo(2);
    }
}
