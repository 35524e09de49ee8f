package io.rundown.demo.screen;

import java.io.IOException;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Finds the terminal of this process. */
public final class Terminals {

    private Terminals() {}

    /**
     * Whether there is a terminal on which lines can be edited and pictures drawn.
     *
     * @param environment the variables of the process
     */
    public static boolean isCapable(Map<String, String> environment) {
        return Screen.isTerminal() && Screen.canRedraw(environment);
    }

    /** Whether colors are wanted. */
    public static boolean wantsColors(Map<String, String> environment) {
        return !environment.containsKey("NO_COLOR");
    }

    /**
     * Opens it; whoever does has to close it.
     *
     * @param interruptible what Ctrl-C interrupts in place of the process
     * @return the terminal
     * @throws IOException if this system's terminals cannot be steered; the message says why
     */
    public static Terminal open(Interruptible interruptible) throws IOException {
        try {
            // By the system's own stty: works without native code, which newer JDKs warn of.
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider("exec")
                    .dumb(false)
                    .nativeSignals(true)
                    .build();
            terminal.handle(Terminal.Signal.INT, signal -> interruptible.interrupt());
            return terminal;
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
