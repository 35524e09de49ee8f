package io.rundown.demo.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long now;

    private Screen screen(boolean live) {
        return new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), live, false, () -> now);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onATerminal_progressIsDrawnOverAndOver() {
        Screen screen = screen(true);
        screen.progress("one");
        screen.progress("two");
        screen.line("done");

        assertThat(text()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[Kdone" + System.lineSeparator());
    }

    @Test
    void elsewhere_progressIsAPlainLineNowAndThen() {
        Screen screen = screen(false);
        screen.progress("at once");
        now += TimeUnit.SECONDS.toNanos(1);
        screen.progress("too soon");
        now += TimeUnit.SECONDS.toNanos(1);
        screen.progress("later");

        assertThat(text().lines()).containsExactly("at once", "later");
        assertThat(text()).doesNotContain("\r\u001b", "\u001b");
    }

    @Test
    void progressThatDoesNotFitIsCut_forALineThatWrapsCannotBeTakenBack() {
        screen(true).progress("x".repeat(81));
        assertThat(text()).isEqualTo("\r\u001b[K" + "x".repeat(78) + "~");

        written.reset();
        screen(false).progress("x".repeat(81));
        assertThat(text().lines()).containsExactly("x".repeat(78) + "~");
    }

    @Test
    void progressCanBeTakenAway_whichLeavesNothingElseToTakeAway() {
        Screen screen = screen(true);
        screen.progress("one");
        screen.closeLine();
        screen.closeLine();

        assertThat(text()).isEqualTo("\r\u001b[Kone\r\u001b[K");
    }

    @Test
    void longTextIsBrokenBetweenWords() {
        screen(false).paragraph("   ", "word ".repeat(30).strip());

        assertThat(text().lines()).hasSize(2).allMatch(line -> line.startsWith("   word") && line.length() <= 79);
    }

    @Test
    void aMarkStandsBeforeTheFirstLineOnly() {
        screen(false).paragraph("1. ", "   ", "word ".repeat(30).strip());

        assertThat(text().lines()).hasSize(2).allMatch(line -> line.substring(3).startsWith("word"));
        assertThat(text().lines().map(line -> line.substring(0, 3))).containsExactly("1. ", "   ");
    }

    @Test
    void aBarIsFilledAsFarAsThePartGoes() {
        Screen screen = screen(false);

        assertThat(screen.bar(0, 4, 4)).isEqualTo("....");
        assertThat(screen.bar(1, 4, 4)).isEqualTo("#...");
        assertThat(screen.bar(9, 4, 4)).isEqualTo("####");
        assertThat(screen.bar(-1, 4, 4)).isEqualTo("....");
        assertThat(screen.bar(0, 0, 4)).isEqualTo("####");
    }

    @Test
    void onADumbTerminalNothingIsDrawnAgain_andTheWishForNoColorIsAboutColors() {
        assertThat(Screen.canRedraw(Map.of("TERM", "xterm"))).isTrue();
        assertThat(Screen.canRedraw(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Screen.canRedraw(Map.of())).isFalse();
        assertThat(Screen.canRedraw(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
        assertThat(Terminals.wantsColors(Map.of("TERM", "xterm", "NO_COLOR", "")))
                .isFalse();
    }

    @Test
    void inATableThatIsToTheRightWhichIsSaid_whateverItLooksLike() {
        Table table = new Table("plugin", "version", "drained")
                .right("drained")
                .row("tax", "1.0.0", "12 ms")
                .row("fraud", "10", "3 min 20 s");

        assertThat(table.lines())
                .containsExactly(
                        "plugin  version     drained", "tax     1.0.0         12 ms", "fraud   10       3 min 20 s");
        assertThatThrownBy(() -> table.right("calls")).isInstanceOf(IllegalArgumentException.class);
    }
}
