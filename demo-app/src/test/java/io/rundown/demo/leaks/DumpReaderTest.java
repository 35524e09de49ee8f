package io.rundown.demo.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.demo.screen.Screen;
import io.rundown.demo.session.UserMistake;
import io.rundown.leak.LeakReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DumpReaderTest {

    private static final Path DUMP = Path.of("app.hprof");

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Screen screen =
            new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), true, false, () -> 0);

    @Test
    void aFailureAfterALineOfProgressStandsOnALineOfItsOwn() {
        assertThatThrownBy(() -> DumpReader.await(failing(new IOException("no such device")), DUMP, 5_000, screen))
                .isInstanceOf(UserMistake.class)
                .hasMessage("'app.hprof' cannot be read: java.io.IOException: no such device");

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("reading 5.0 kB, ")
                .endsWith("\r\u001b[K");
    }

    @Test
    void whereTheMemoryIsNotEnough_theMistakeSaysWhatToDo() {
        assertThatThrownBy(() -> DumpReader.await(failing(new OutOfMemoryError()), DUMP, 5_000, screen))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(" that this JVM may use are not enough for 'app.hprof'")
                .hasMessageEndingWith("give it more with java -Xmx");
    }

    /** Takes longer than a glance, and fails then. */
    private static Future<LeakReport> failing(Throwable failure) {
        return new CompletableFuture<>() {
            @Override
            public LeakReport get(long timeout, TimeUnit unit)
                    throws InterruptedException, ExecutionException, TimeoutException {
                if (isDone()) {
                    return super.get(timeout, unit);
                }
                completeExceptionally(failure);
                throw new TimeoutException();
            }
        };
    }
}
