package io.rundown.demo.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Lines as they come, of a file or a pipe, or of a terminal that can do no more. */
final class ReadLines implements Lines {

    private final BufferedReader in;
    private final PrintWriter out;
    private final String prompt;

    ReadLines(BufferedReader in, PrintWriter out, String prompt) {
        this.in = in;
        this.out = out;
        this.prompt = prompt;
    }

    @Override
    public @Nullable String next() throws IOException {
        out.print(prompt);
        out.flush();
        return in.readLine();
    }

    @Override
    public void announce(String text) {
        out.println(text);
        out.flush();
    }
}
