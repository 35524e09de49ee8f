package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompletionsTest {

    private final Completions completions =
            new Completions(new CommandLine(new ShellCommands()), () -> List.of("tax", "fraud", "rates"));

    /** What may stand where the line ends. */
    private List<String> after(String line) {
        TypedLine typed = new TypedLine(line, line.length(), Words.of(line));
        return completions.after(typed.words().subList(0, typed.wordIndex()), typed.word()).stream()
                .map(Completions.Completion::word)
                .toList();
    }

    @Test
    void commands() {
        assertThat(after("")).contains("status", "unload", "help", "jfr");
        assertThat(after("un")).containsExactly("unload");
        assertThat(after("help l")).containsExactly("leaks", "list", "load", "load-test");
    }

    @Test
    void options_andTheirValues() {
        assertThat(after("unload tax --")).containsExactlyInAnyOrder("--help", "--timeout", "--policy");
        assertThat(after("unload --policy ")).containsExactly("resume", "keep-draining", "force");
        assertThat(after("unload tax --policy f")).containsExactly("force");
        assertThat(after("unload --timeout ")).isEmpty();
    }

    @Test
    void idsOfPlugins_whereverOneIsWanted() {
        assertThat(after("unload ")).containsExactly("tax", "fraud", "rates");
        assertThat(after("unload --timeout 5s fr")).containsExactly("fraud");
        assertThat(after("reload t")).containsExactly("tax");
        assertThat(after("unload tax ")).isEmpty();
    }

    @Test
    void whatCanBeDone() {
        assertThat(after("watch ")).containsExactly("on", "off");
        assertThat(after("load-test s")).containsExactly("start", "stop");
        assertThat(after("load-test start ")).isEmpty();
        assertThat(after("hold ")).containsExactly("sleep", "virtual", "io", "future", "stop");
        assertThat(after("hold sleep ")).isEmpty();
    }

    @Test
    void filesAndFolders(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("my plugins"));
        Files.writeString(folder.resolve("my plugins/tax.jar"), "");
        Files.writeString(folder.resolve("mine.jar"), "");
        Files.writeString(folder.resolve(".hidden"), "");

        assertThat(after("load " + folder + "/"))
                .containsExactlyInAnyOrder(folder + "/my plugins/", folder + "/mine.jar");
        assertThat(after("load " + folder + "/.h")).containsExactly(folder + "/.hidden");
        assertThat(after("reload tax " + folder + "/my\\ pl")).containsExactly(folder + "/my plugins/");
        assertThat(after("load '" + folder + "/my plugins/t")).containsExactly(folder + "/my plugins/tax.jar");
        assertThat(after("load " + folder + "/nowhere/")).isEmpty();
    }

    @Test
    void nothing_whereNothingIsKnown() {
        assertThat(after("dance ")).isEmpty();
        assertThat(after("status ")).isEmpty();
        assertThat(after("# unl")).isEmpty();
    }

    @Test
    void aFolderMayGoOn_andSpacesAreTypedSoThatTheyCount() {
        TypedLine typed = new TypedLine("load my\\ pl and more", 11, Words.of("load my\\ pl"));

        assertThat(typed.word()).isEqualTo("my pl");
        assertThat(typed.rawWordLength()).isEqualTo(6);
        assertThat(typed.escape("my plugins/", false)).hasToString("my\\ plugins/");
    }
}
