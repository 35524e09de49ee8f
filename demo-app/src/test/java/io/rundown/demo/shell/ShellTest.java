package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rundown.demo.screen.Interruptible;
import io.rundown.demo.session.UserMistake;
import io.rundown.demo.testing.TestPlugins;
import io.rundown.host.PluginHost;
import io.rundown.leak.LeakAnalysis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shell itself does with its lines. */
class ShellTest {

    /** Where a test has plugins forgotten. */
    private static final List<Object> FORGOTTEN = new ArrayList<>();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Interruptible interruptible = new Interruptible();
    private PluginHost host;
    private Shell shell;

    @BeforeEach
    void makeShell() {
        host = PluginHost.builder()
                .workDirectory(folder.resolve("work"))
                .leakExplainer(LeakAnalysis::explain)
                .build();
        shell = new Shell(host, new PrintWriter(err), interruptible);
    }

    @AfterEach
    void closeHost() {
        host.close();
        TestPlugins.reset();
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
    void aScriptThatCannotBeReadIsAMistake() {
        Path unreadable = Path.of("/proc/self/mem");
        assumeTrue(Files.isRegularFile(unreadable), "there is no file here that everybody may open and nobody read");

        assertThatThrownBy(() -> shell.script(unreadable, new PrintWriter(out), false))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("The script '" + unreadable + "' cannot be read: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "load-test stop 3 | load-test stop ends all of it; without a number",
                "watch off plugins | watch off ends all of it; without a folder",
                "leaks --timeout 5s | --timeout is for --verify",
                "leaks --explain tax --verify | --verify is not for --explain",
                "inflight --interval 1s | --interval is for --watch or --times N",
                "inflight --interval 1ms --watch | --interval must be at least 50ms",
                "jfr stop a.jfr | There is no recording"
            })
    void whatWouldHaveNoEffectIsAMistake(String line, String answer) throws IOException {
        assertThat(pipe(line + "\n", false)).isFalse();

        assertThat(err.toString().lines()).singleElement().asString().contains(line + ": " + answer);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aWordThatBeginsWithAnAtIsAWord_alsoIfThereIsAFileOfThatName() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "tax.jar");

        assertThat(pipe("load @" + file + "\nload '@" + file + "'\n", false)).isFalse();

        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("Cannot load '@" + file + "': there is no such file"));
    }

    @Test
    void anErrorOfAPluginGetsItsLine_andTheShellGoesOn() throws IOException {
        host.load(TestPlugins.write(folder, "tax", "1.0.0"));
        TestPlugins.tax = order -> {
            throw new NoClassDefFoundError("com/acme/TaxTable");
        };

        assertThat(pipe("call tax\nwatch\n", false)).isFalse();

        assertThat(err.toString().lines())
                .containsExactly("line 1: call tax: A fault of this program or of a plugin:"
                        + " java.lang.NoClassDefFoundError: com/acme/TaxTable (with --verbose: where)");
        assertThat(out.toString().lines()).containsExactly("No folder is watched");
    }

    @Test
    void whatHoldsAnUnloadedPluginIsExplained() throws IOException {
        host.load(TestPlugins.write(folder, "tax", "1.0.0"));
        TestPlugins.stop = FORGOTTEN::add;
        try {
            assertThat(pipe("unload tax\nleaks --explain tax\n", false)).isTrue();
        } finally {
            FORGOTTEN.clear();
        }

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .containsSubsequence("tax 1.0.0 (generation 1):", "io.rundown.demo.shell.ShellTest.FORGOTTEN");
    }

    @Test
    void aFolderIsWatchedUntilItIsNot() throws IOException {
        assertThat(pipe("watch on '" + folder + "'\nwatch\nwatch off\n", false)).isTrue();

        String watching = "Watching '" + folder.toRealPath() + "'";
        assertThat(out.toString().lines()).containsExactly(watching, watching, "No folder is watched");
    }

    @Test
    @Timeout(60)
    void ctrlCEndsTheWaitForACallThatDoesNotEnd_alsoAfterQuit() throws Exception {
        TestPlugins.loadAll(host, folder);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch mayLeave = new CountDownLatch(1);
        TestPlugins.tax = order -> {
            entered.countDown();
            stayUntil(mayLeave);
            throw new IllegalStateException("no answer");
        };
        CompletableFuture<Boolean> well = CompletableFuture.supplyAsync(() -> loadTestAndQuit(entered));
        entered.await();
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                interruptible.interrupt();
                return well.isDone();
            });
        } finally {
            mayLeave.countDown();
        }
        assertThat(out.toString()).contains("Load test on 1 threads");
    }

    private static void stayUntil(CountDownLatch told) {
        try {
            told.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Quits when the load test has begun. */
    private boolean loadTestAndQuit(CountDownLatch begun) {
        BufferedReader typing = new BufferedReader(new StringReader("load-test start 1\nquit\n")) {
            @Override
            public @Nullable String readLine() throws IOException {
                String line = super.readLine();
                if ("quit".equals(line)) {
                    stayUntil(begun);
                }
                return line;
            }
        };
        try {
            return shell.reading(typing, new PrintWriter(out), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
