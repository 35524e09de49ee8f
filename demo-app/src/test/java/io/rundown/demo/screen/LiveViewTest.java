package io.rundown.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveViewTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private LineDisciplineTerminal terminal;

    @BeforeEach
    void openTerminal() throws IOException {
        terminal = new LineDisciplineTerminal("test", "xterm", written, StandardCharsets.UTF_8);
        terminal.setSize(new Size(40, 10));
    }

    @AfterEach
    void closeTerminal() throws IOException {
        terminal.close();
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static List<Line> sizes(int width, int height) {
        return List.of(Line.heading("size"), Line.plain(width + " x " + height));
    }

    // ------------------------------------------------------------------------ plain

    @Test
    void plainPicturesStandBelowEachOther() throws InterruptedException {
        StringWriter out = new StringWriter();
        new PlainView(new PrintWriter(out)).show(LiveViewTest::sizes, AT_ONCE, 2, key -> true);

        assertThat(out.toString().lines().map(line -> line.replaceAll("x \\d+", "x any")))
                .containsExactly("size", "80 x any", "", "size", "80 x any");
    }

    @Test
    void plainPicturesEndWhenNobodyReadsThemAnyMore() throws InterruptedException {
        AtomicInteger pictures = new AtomicInteger();
        PrintWriter closedPipe = new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        Picture counted = (width, height) -> {
            pictures.incrementAndGet();
            return sizes(width, height);
        };
        new PlainView(closedPipe).show(counted, AT_ONCE, 3, key -> true);

        assertThat(pictures).hasValue(1);
    }

    // ------------------------------------------------------------------------ on a terminal

    @Test
    void aTerminalIsDrawnOnItsOtherScreen_andIsAsBeforeAfterwards() throws InterruptedException {
        Attributes before = terminal.getAttributes();
        new TerminalView(terminal, true).show(LiveViewTest::sizes, AT_ONCE, 1, key -> true);

        assertThat(text()).startsWith(ENTER).endsWith(LEAVE);
        assertThat(text().replace("\r", ""))
                .contains("\u001b[H\u001b[1msize\u001b[0m\u001b[K\n40 x 10\u001b[K\u001b[J");
        assertThat(terminal.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
    }

    @Test
    void withoutColorsNothingStandsOut() throws InterruptedException {
        new TerminalView(terminal, false).show(LiveViewTest::sizes, AT_ONCE, 1, key -> true);

        assertThat(text()).contains("\u001b[Hsize\u001b[K").doesNotContain("\u001b[1m");
    }

    @Test
    void onlyTheKeyThatLeavesLeaves() throws Exception {
        terminal.processInputBytes("xq".getBytes(StandardCharsets.UTF_8));
        new TerminalView(terminal, false).show(LiveViewTest::sizes, NEVER, LiveView.FOREVER, key -> key == 'q');

        assertThat(text()).endsWith(LEAVE);
    }

    @Test
    void anotherSizeIsDrawnAtOnce() throws Exception {
        CompletableFuture<Void> shown = CompletableFuture.runAsync(this::showUntilQ);
        await().until(() -> text().contains("40 x 10"));

        terminal.setSize(new Size(20, 5));
        terminal.raise(Terminal.Signal.WINCH);
        await().until(() -> text().contains("20 x 5"));
        terminal.processInputBytes("q".getBytes(StandardCharsets.UTF_8));

        shown.get();
        assertThat(text()).endsWith(LEAVE);
    }

    private void showUntilQ() {
        try {
            new TerminalView(terminal, false).show(LiveViewTest::sizes, NEVER, LiveView.FOREVER, key -> key == 'q');
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInterruptLeaves_andTheScreenIsAsBefore() {
        Picture interrupting = (width, height) -> {
            Thread.currentThread().interrupt();
            return sizes(width, height);
        };

        assertThatThrownBy(() ->
                        new TerminalView(terminal, false).show(interrupting, NEVER, LiveView.FOREVER, key -> true))
                .isInstanceOf(InterruptedException.class);
        assertThat(text()).endsWith(LEAVE);
    }

    @Test
    void aPictureThatFailsLeavesTheScreenAsBefore() {
        Picture failing = (width, height) -> {
            throw new IllegalStateException("no picture");
        };

        assertThatThrownBy(() -> new TerminalView(terminal, false).show(failing, NEVER, 1, key -> true))
                .hasMessage("no picture");
        assertThat(text()).endsWith(LEAVE);
    }

    @Test
    void afterTheScreenWasLeftAtTheExitNothingIsDrawnAnyMore() throws InterruptedException {
        TerminalView view = new TerminalView(terminal, false);
        ByteArrayOutputStream atExit = new ByteArrayOutputStream();
        Picture toldToEnd = (width, height) -> {
            try {
                view.leaveAtExit(atExit);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return sizes(width, height);
        };
        view.show(toldToEnd, AT_ONCE, 1, key -> true);

        assertThat(atExit.toString(StandardCharsets.UTF_8)).isEqualTo(LEAVE);
        assertThat(text()).startsWith(ENTER).doesNotContain("size", LEAVE);
    }

    @Test
    void aTerminalThatCannotTellOfItsSizesIsAsBefore() throws IOException {
        try (Terminal refusing = new LineDisciplineTerminal("refusing", "xterm", written, StandardCharsets.UTF_8) {
            @Override
            public SignalHandler handle(Signal signal, SignalHandler handler) {
                throw new IllegalStateException("no signals");
            }
        }) {
            Attributes before = refusing.getAttributes();

            assertThatThrownBy(
                            () -> new TerminalView(refusing, false).show(LiveViewTest::sizes, AT_ONCE, 1, key -> true))
                    .hasMessage("no signals");
            assertThat(refusing.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
        }
    }

    @Test
    void aTerminalThatDoesNotKnowItsSizeIsTakenForTheUsualOne() throws InterruptedException {
        terminal.setSize(new Size(0, 0));
        new TerminalView(terminal, false).show(LiveViewTest::sizes, AT_ONCE, 1, key -> true);

        assertThat(text()).contains("80 x 24");
    }

    @Test
    void aHighPictureIsCutWhereTheScreenEnds() throws InterruptedException {
        terminal.setSize(new Size(40, 1));
        new TerminalView(terminal, false).show(LiveViewTest::sizes, AT_ONCE, 1, key -> true);

        assertThat(text()).contains("size").doesNotContain("40 x 1");
    }
}
