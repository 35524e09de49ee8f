package io.rundown.demo.screen;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.NonBlockingReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws the picture in place, on the terminal's other screen, which leaves what was written before as it is. Each drawing
 * is one write over the one before it, so nothing flickers.
 */
public final class TerminalView implements LiveView {

    private static final Logger log = LoggerFactory.getLogger(TerminalView.class);

    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String CLEAR = "\u001b[2J";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final String NORMAL = "\u001b[0m";
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Terminal terminal;
    private final boolean colors;

    /** Set by the signal that tells of another size, on a thread of the terminal's, and read at every glance. */
    private volatile boolean resized;

    /** Guards what is written: at the exit of the process its hook has the last word. */
    private final Object writing = new Object();

    /** Guarded by it. */
    private boolean ended;

    /**
     * Makes a view of a terminal.
     *
     * @param terminal where to draw
     * @param colors whether lines may stand out by colors
     */
    public TerminalView(Terminal terminal, boolean colors) {
        this.terminal = terminal;
        this.colors = colors;
    }

    @Override
    public boolean isInPlace() {
        return true;
    }

    @Override
    public void show(Picture picture, Duration interval, int times, IntPredicate leaves) throws InterruptedException {
        Attributes before = terminal.enterRawMode();
        try {
            Terminal.SignalHandler sizes = terminal.handle(Signal.WINCH, signal -> resized = true);
            try {
                showOnOtherScreen(picture, interval, times, leaves);
            } finally {
                terminal.handle(Signal.WINCH, sizes);
            }
        } catch (InterruptedIOException e) {
            throw new InterruptedException("interrupted while showing");
        } catch (IOException e) {
            throw new UncheckedIOException("The terminal cannot be read", e);
        } finally {
            terminal.setAttributes(before);
        }
    }

    private void showOnOtherScreen(Picture picture, Duration interval, int times, IntPredicate leaves)
            throws IOException, InterruptedException {
        Thread restore = new Thread(this::leaveAtExit, "rundown-demo-screen");
        Runtime.getRuntime().addShutdownHook(restore);
        write(ENTER);
        try {
            lookAgainAndAgain(picture, interval, times, leaves);
        } finally {
            write(LEAVE);
            forget(restore);
        }
    }

    private void lookAgainAndAgain(Picture picture, Duration interval, int times, IntPredicate leaves)
            throws IOException, InterruptedException {
        int width = 0;
        int height = 0;
        boolean going = true;
        resized = true;
        for (int look = 0; going && look < times; look++) {
            if (resized) {
                resized = false;
                width = orElse(terminal.getWidth(), 80);
                height = orElse(terminal.getHeight(), 24);
                write(CLEAR);
            }
            write(drawing(picture.paint(width, height), height));
            going = !leftWithin(interval, leaves);
        }
    }

    /** A terminal that does not know its size says zero. */
    private static int orElse(int size, int usual) {
        return size > 0 ? size : usual;
    }

    /** Waits for a key that leaves; another size ends the wait. */
    private boolean leftWithin(Duration interval, IntPredicate leaves) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + interval.toNanos();
        while (!resized) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while showing");
            }
            long rest = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (rest <= 0) {
                return false;
            }
            int key = terminal.reader().read(Math.min(rest, GLANCE.toMillis()));
            if (key == -1 || (key != NonBlockingReader.READ_EXPIRED && leaves.test(key))) {
                return true;
            }
        }
        return false;
    }

    private String drawing(List<Line> lines, int height) {
        StringBuilder text = new StringBuilder(HOME);
        for (int i = 0; i < Math.min(lines.size(), height); i++) {
            text.append(i == 0 ? "" : "\r\n").append(styled(lines.get(i))).append(REST_OF_LINE);
        }
        return text.append(REST_OF_SCREEN).toString();
    }

    private String styled(Line line) {
        String start = switch (line.look()) {
            case PLAIN -> "";
            case HEADING -> "\u001b[1m";
            case BUSY -> "\u001b[33m";
            case FAINT -> "\u001b[2m";
        };
        return !colors || start.isEmpty() ? line.text() : start + line.text() + NORMAL;
    }

    /** Writes nothing any more once the screen was left at the exit: it would land on the screen that is seen then. */
    private void write(String text) {
        synchronized (writing) {
            if (!ended) {
                terminal.writer().write(text);
                terminal.flush();
            }
        }
    }

    private void leaveAtExit() {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            leaveAtExit(out);
        } catch (IOException e) {
            throw new UncheckedIOException("The screen cannot be restored", e);
        }
    }

    /**
     * Leaves the other screen for good, when the process is told to end meanwhile.
     *
     * @param out past the terminal, which may be closed already
     */
    void leaveAtExit(OutputStream out) throws IOException {
        synchronized (writing) {
            ended = true;
            out.write(LEAVE.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void forget(Thread restore) {
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) {
            log.debug("The process is going down, and restores the screen once more", e);
        }
    }
}
