package io.rundown.demo.shell;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the shell's commands come from. */
interface Lines {

    /**
     * The next one. Waits for it.
     *
     * @return null if there are no more
     * @throws IOException if it cannot be read
     */
    @Nullable
    String next() throws IOException;

    /** Tells something that happened by itself, from any thread, without destroying a line that is being typed. */
    void announce(String text);
}
