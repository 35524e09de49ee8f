package io.rundown.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.Program.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramIT {

    /** How a process ends that was told to. */
    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void makeProgram() {
        program = new Program(folder);
    }

    // ------------------------------------------------------------------------ demo

    @Test
    void theStoryKeepsItsPromises_andReadsWellWhenPiped() throws Exception {
        Ending ending = program.run("demo", "--seconds", "3", "--threads", "4");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.out())
                .contains(
                        "fraud is unloaded while calls are inside",
                        "No tax table for 2027",
                        "nothing of them is left in memory",
                        "thread-local io.rundown.sample.audit.ChecksumTrail.LINE",
                        "the application ends that thread: RECLAIMED",
                        "All 11 promises were kept.")
                .doesNotContain("\u001b", "\r", "BROKEN");
        assertThat(ending.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(ending.exitCode()).isZero();
        assertThat(program.leftOver()).isEmpty();
    }

    @Test
    void aVersionThatStartsWhereItShouldNot_breaksAPromise_andTheExitCodeSaysSo() throws Exception {
        Path updates = Files.createDirectory(folder.resolve("updates"));
        Files.copy(Program.update("tax-2.0.0.jar"), updates.resolve("tax-2.0.0.jar"));
        Files.copy(Program.update("tax-2.0.0.jar"), updates.resolve("tax-3.0.0.jar"));

        Ending ending = program.run("demo", "--seconds", "1", "--threads", "2", "--updates", updates.toString());

        assertThat(ending.out()).contains("promises were broken").doesNotContain("All 11");
        assertThat(ending.exitCode()).isEqualTo(1);
    }

    @Test
    void toldToEndInTheMiddle_itSaysNothingOfThat_andLeavesNothingOver() throws Exception {
        try (Conversation story = program.converse("demo", "--seconds", "8", "--threads", "2")) {
            story.awaitAnswer("3  tax goes back and forth");
            String before = story.answers();

            assertThat(story.tellToEnd()).isEqualTo(SIGTERM);
            assertThat(story.answers().substring(before.length())).doesNotContain("Exception", "closed", "No value");
        }
        assertThat(program.leftOver()).isEmpty();
    }

    // ------------------------------------------------------------------------ list and call

    @Test
    void listShowsThePlugins() throws Exception {
        Ending ending = program.run("list");

        assertThat(ending.exitCode()).isZero();
        assertThat(ending.out().lines()).hasSize(7);
        assertThat(ending.out()).contains("carrier", "ledger", "ACTIVE", "rates");
        assertThat(program.leftOver()).isEmpty();
    }

    @Test
    void listNamesWhatCannotBeLoaded_andShowsTheRest() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(Program.plugins().resolve("tax-1.0.0.jar"), plugins.resolve("tax.jar"));
        Files.writeString(plugins.resolve("junk.jar"), "junk");

        Ending ending = program.run("list", "--plugins", plugins.toString());

        assertThat(ending.exitCode()).isEqualTo(2);
        assertThat(ending.out()).contains("tax");
        assertThat(ending.err().lines()).singleElement().asString().contains("junk.jar", "is not an archive");
    }

    @ParameterizedTest
    @CsvSource({"tax, rule=tax 1.0.0", "carrier, Carrier: ShippingQuote"})
    void callMakesOneCall(String plugin, String answer) throws Exception {
        Ending ending = program.run("call", plugin, "--country", "FR", "--net", "20");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.out()).contains(answer);
        assertThat(ending.exitCode()).isZero();
    }

    // ------------------------------------------------------------------------ mistakes

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "demo --seconds 0 | --seconds must be between 1 and 86400, not 0",
                "demo --seconds -1 | --seconds must be between 1 and 86400, not -1",
                "demo --threads 0 | --threads must be between 1 and 1000, not 0",
                "demo --seconds soon | Invalid value for option '--seconds'",
                "demo --plugins nowhere | 'nowhere' does not exist; name the folder with --plugins DIR",
                "demo --updates nowhere | 'nowhere' does not exist; name the folder with --updates DIR",
                "demo --what | Unknown option: '--what'",
                "bogus | Unmatched argument at index 0: 'bogus'",
                "call nope | No plugin 'nope' is loaded; loaded are",
                "call | Missing required parameter: 'PLUGIN'",
                "call tax --country France | country is 'France', not two capital letters",
                "call tax --net much | Invalid value for option '--net'",
                "call tax --items 0 | items is 0, below one",
                "list --plugins pom.xml | 'pom.xml' is not a folder"
            })
    void aMistakeGetsOneLine_andExitCode2(String arguments, String answer) throws Exception {
        Ending ending = program.run(arguments.split(" "));

        assertThat(ending.exitCode()).isEqualTo(2);
        assertThat(ending.out()).isEmpty();
        assertThat(ending.err().lines()).singleElement().asString().contains(answer);
    }

    @Test
    void anEmptyFolderOfPluginsIsAMistake() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(program.run("list", "--plugins", empty.toString()).err()).contains("There is no plugin in '");
        Files.createDirectory(folder.resolve("updates"));
        assertThat(program.run("demo", "--plugins", empty.toString()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void helpNamesCommandsAndExitCodes() throws Exception {
        Ending help = program.run("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("demo", "list", "call", "shell", "top", "leaks", "Exit codes:", "every promise was kept");
        assertThat(program.run("demo", "--help").out()).contains("--seconds", "--threads", "--plugins", "Example:");
        assertThat(program.run().out()).isEqualTo(help.out());
        assertThat(program.run("--version").out())
                .isEqualToIgnoringNewLines("rundown-demo " + System.getProperty("rundown.version"));
    }
}
