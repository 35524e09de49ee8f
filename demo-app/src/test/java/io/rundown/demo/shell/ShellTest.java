package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.demo.screen.Interruptible;
import io.rundown.demo.session.UserMistake;
import io.rundown.host.PluginHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a plugin: what the shell itself does with its lines. */
class ShellTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private PluginHost host;
    private Shell shell;

    @BeforeEach
    void makeShell() {
        host = PluginHost.builder().workDirectory(folder.resolve("work")).build();
        shell = new Shell(host, new PrintWriter(err), new Interruptible());
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    private boolean pipe(String input, boolean byHand) throws IOException {
        return shell.reading(new BufferedReader(new StringReader(input)), new PrintWriter(out), byHand);
    }

    private boolean script(String text, boolean keepGoing) throws IOException {
        return shell.script(Files.writeString(folder.resolve("script"), text), new PrintWriter(out), keepGoing);
    }

    @Test
    void aPipeGoesOnAfterAMistake_whichNamesItsLine() throws IOException {
        assertThat(pipe("# nothing\n\n  dance now\nwatch\n", false)).isFalse();

        assertThat(err.toString().lines())
                .containsExactly("line 3: dance now: There is no command 'dance' (type 'help')");
        assertThat(out.toString().lines()).containsExactly("No folder is watched");
    }

    @Test
    void aPersonSeesWhatTheyTyped_soTheMessageIsAllTheyNeed() throws IOException {
        assertThat(pipe("statsu\n", true)).isFalse();

        assertThat(err.toString().lines())
                .containsExactly("There is no command 'statsu'; did you mean 'status'? (type 'help')");
        assertThat(out.toString()).contains("Type 'help'", "rundown> ");
    }

    @Test
    void aScriptEndsAtItsFirstMistake() throws IOException {
        assertThat(script("watch\nload-test\nwatch\n", false)).isFalse();

        assertThat(out.toString().lines()).hasSize(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("script") + ":2: load-test: There is no load test");
    }

    @Test
    void unlessItIsToKeepGoing() throws IOException {
        assertThat(script("watch\nload-test\nwatch\n", true)).isFalse();
        assertThat(out.toString().lines()).hasSize(2);
    }

    @Test
    void aScriptThatGoesWellSaysSo_andQuitEndsIt() throws IOException {
        assertThat(script("watch\nquit\ndance\n", false)).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aScriptHasToBeATextFile() throws IOException {
        assertThatThrownBy(() -> shell.script(folder, new PrintWriter(out), false))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("There is no script '" + folder + "'");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'w', (byte) 0xff, '\n'});
        assertThatThrownBy(() -> shell.script(binary, new PrintWriter(out), false))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("not text in UTF-8");
    }

    @Test
    void anOptionOfOneLineIsForgottenInTheNext() throws IOException {
        assertThat(pipe("inflight --times 2 --interval 50ms\ninflight\n", false))
                .isTrue();
        assertThat(out.toString().lines().filter("0 calls inside"::equals)).hasSize(3);
    }

    @Test
    void nothingCanBeHeldWithoutThePluginForIt() throws IOException {
        assertThat(pipe("hold\nhold sleep\nhold io\nhold future\nhold\n", false))
                .isFalse();
        assertThat(err.toString().lines()).hasSize(3).allMatch(each -> each.contains("No plugin 'fraud' is loaded"));
        assertThat(out.toString().lines()).containsExactly("Nothing is held", "Nothing is held");
    }

    @Test
    void everyCommandHasHelp_thatSaysWhatItsParametersAre() throws IOException {
        StringBuilder script = new StringBuilder();
        new picocli.CommandLine(new ShellCommands())
                .getSubcommands()
                .keySet()
                .forEach(each -> script.append("help ").append(each).append('\n'));

        assertThat(pipe(script.toString(), false)).isTrue();
        assertThat(out.toString()).contains("--policy=POLICY", "keep-draining", "Ctrl-C", "--interval=TIME");
    }
}
