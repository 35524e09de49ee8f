package io.rundown.demo.shell;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Lines that a person types on a terminal, with editing, history and completion. */
final class EditedLines implements Lines {

    private final LineReader reader;
    private final String prompt;
    private final Queue<String> untold = new ConcurrentLinkedQueue<>();

    /**
     * Whether somebody is typing. Who announces adds and then reads this; who reads a line writes this and then looks for
     * what was added: so one of the two tells it.
     */
    private volatile boolean atPrompt;

    EditedLines(Terminal terminal, Completions completions, String prompt) {
        this.prompt = prompt;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("rundown-demo")
                .parser(new TypedLine.Parser())
                .completer((ignored, line, candidates) -> complete(completions, line, candidates))
                .variable(LineReader.ERRORS, 0)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
                .build();
    }

    private static void complete(Completions completions, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        for (Completions.Completion each : completions.after(before, line.word())) {
            String description = each.description().isEmpty() ? null : each.description();
            candidates.add(new Candidate(each.word(), each.word(), null, description, null, null, each.ends()));
        }
    }

    /** An interrupt throws away what has been typed. */
    @Override
    public @Nullable String next() {
        atPrompt = true;
        try {
            tell();
            return reader.readLine(prompt);
        } catch (UserInterruptException e) {
            return "";
        } catch (EndOfFileException e) {
            return null;
        } finally {
            atPrompt = false;
        }
    }

    @Override
    public void announce(String text) {
        untold.add(text);
        if (atPrompt) {
            tell();
        }
    }

    private void tell() {
        for (String text = untold.poll(); text != null; text = untold.poll()) {
            reader.printAbove(text);
        }
    }
}
