package io.rundown.demo.screen;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Where the demo writes. On a terminal, progress is one line that is drawn again and again; elsewhere it is a plain line
 * now and then. For one thread.
 */
public final class Screen {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";
    private static final int WIDTH = 79;
    private static final Duration BETWEEN_PLAIN_LINES = Duration.ofSeconds(2);

    private final PrintStream out;
    private final boolean live;
    private final boolean unicode;
    private final LongSupplier nanoClock;

    private boolean lineIsOpen;
    private long lastPlainLine;
    private boolean plainLineYet;

    /**
     * Makes a screen.
     *
     * @param out where to write
     * @param live whether lines can be drawn again
     * @param unicode whether more than ASCII can be shown
     * @param nanoClock for the pauses between plain lines
     */
    public Screen(PrintStream out, boolean live, boolean unicode, LongSupplier nanoClock) {
        this.out = out;
        this.live = live;
        this.unicode = unicode;
        this.nanoClock = nanoClock;
    }

    /**
     * The standard output of this process.
     *
     * @param plain whether to write plain lines even to a terminal
     */
    public static Screen ofProcess(boolean plain) {
        Charset charset = charset();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
        boolean live = !plain && isTerminal() && canRedraw(System.getenv());
        return new Screen(out, live, charset.equals(StandardCharsets.UTF_8), System::nanoTime);
    }

    /** Whether more than ASCII can be shown. */
    static boolean isUnicode() {
        return charset().equals(StandardCharsets.UTF_8);
    }

    private static Charset charset() {
        String encoding = System.getProperty("native.encoding", "US-ASCII");
        return Charset.isSupported(encoding) ? Charset.forName(encoding) : StandardCharsets.US_ASCII;
    }

    /** Whether the terminal that the environment tells of understands more than lines. */
    static boolean canRedraw(Map<String, String> environment) {
        return !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
    }

    /**
     * Whether a person sits at both ends of this process. Since Java 22 there is a console even where there is no
     * terminal, and a method that tells.
     */
    @SuppressWarnings("SystemConsoleNull") // it is asked as well
    public static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal cannot be asked", e);
        }
    }

    /** Whether lines can be drawn again. */
    public boolean isLive() {
        return live;
    }

    /** Writes a line that stays. */
    public void line(String text) {
        closeLine();
        out.println(text);
        plainLineYet = false;
    }

    /** Writes text as lines that stay and fit, each after an indent. */
    public void paragraph(String indent, String text) {
        paragraph(indent, indent, text);
    }

    /** Writes text as lines that stay and fit, the first after a mark and the others after an indent as long as that. */
    public void paragraph(String mark, String indent, String text) {
        StringBuilder line = new StringBuilder(mark);
        for (String word : text.split(" ", -1)) {
            if (line.length() > indent.length() && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line.setLength(0);
                line.append(indent);
            }
            line.append(line.length() == indent.length() ? "" : " ").append(word);
        }
        line(line.toString());
    }

    /** Shows how far something is; replaced by whatever comes next. Cut where it would not fit into a line. */
    public void progress(String text) {
        String fitting = glyphs().cut(text, WIDTH);
        if (live) {
            // A line that wraps could not be taken back: only its last row would be.
            out.print(BACK_AND_CLEAR + fitting);
            out.flush();
            lineIsOpen = true;
            return;
        }
        long now = nanoClock.getAsLong();
        if (!plainLineYet || now - lastPlainLine >= BETWEEN_PLAIN_LINES.toNanos()) {
            out.println(fitting);
            lastPlainLine = now;
            plainLineYet = true;
        }
    }

    /** Takes away what progress shows, so that whatever is written next, by whomever, stands on a line of its own. */
    public void closeLine() {
        if (lineIsOpen) {
            out.print(BACK_AND_CLEAR);
            out.flush();
            lineIsOpen = false;
        }
    }

    private Glyphs glyphs() {
        return unicode ? Glyphs.UNICODE : Glyphs.ASCII;
    }

    /** A bar of a fixed width, filled as far as the part goes. */
    public String bar(long part, long whole, int width) {
        int filled = whole <= 0 ? width : (int) Math.max(0, Math.min(width, part * width / whole));
        return (unicode ? "█" : "#").repeat(filled) + (unicode ? "░" : ".").repeat(width - filled);
    }

    /** What marks a promise that was kept. */
    public String kept() {
        return unicode ? "✔" : "ok";
    }

    /** What marks a promise that was broken. */
    public String broken() {
        return unicode ? "✘" : "BROKEN";
    }
}
