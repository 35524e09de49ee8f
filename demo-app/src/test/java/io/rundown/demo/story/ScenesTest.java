package io.rundown.demo.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.demo.checkout.Tally;
import io.rundown.demo.screen.Screen;
import io.rundown.demo.story.Facts.FraudUnload;
import io.rundown.demo.story.Facts.Leak;
import io.rundown.demo.testing.TestPlugins;
import io.rundown.host.PluginHost;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.sample.checkout.FraudCheck;
import io.rundown.sample.checkout.Order;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the story does when not all goes well. */
@Timeout(60)
class ScenesTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch mayLeave = new CountDownLatch(1);
    private PluginHost host;

    @BeforeEach
    void makeHost() {
        host = PluginHost.builder().workDirectory(folder.resolve("work")).build();
    }

    @AfterEach
    void closeHost() {
        mayLeave.countDown();
        host.close();
        TestPlugins.reset();
    }

    private Screen screen(boolean live) {
        return new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), live, false, System::nanoTime);
    }

    private String told() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private void stayInside() {
        entered.countDown();
        try {
            mayLeave.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ------------------------------------------------------------------------ fraud

    @Test
    void aFraudCheckThatDoesNotDrainIsToldAsWhatItIs_andNotLoadedOnceMore() throws Exception {
        Path file = TestPlugins.write(folder, "fraud", "1.0.0");
        host.load(file);
        TestPlugins.fraud = this::stayInside;
        FraudCheck check = host.extension(FraudCheck.class, "fraud");
        CompletableFuture<Void> call = CompletableFuture.runAsync(() -> checkOnce(check));
        entered.await();

        UnloadPolicy impatient = UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ofMillis(1));
        List<FraudUnload> unloads =
                new FraudScene(host, file, impatient, screen(false), () -> {}).play(2, 1, new Tally());

        assertThat(unloads)
                .hasSize(2)
                .extracting(each -> each.report().plugin().outcome())
                .containsOnly(Outcome.RESUMED);
        assertThat(told())
                .contains("Plugin 'fraud' 1.0.0 (generation 1): RESUMED")
                .doesNotContain("closed");
        mayLeave.countDown();
        call.join();
    }

    private static void checkOnce(FraudCheck check) {
        try {
            check.check(new Order("order", "AT", 1, 1));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ------------------------------------------------------------------------ the leak

    @Test
    void anAuditThatIsLeftOverEndsTheStoryWithoutItsLastPart() throws Exception {
        Path file = TestPlugins.write(folder, "audit", "1.0.0");
        host.load(file);

        Leak leak = new LeakScene(host, file, screen(false)).play();

        assertThat(leak).isEqualTo(Leak.notPlayed("audit is still loaded, ACTIVE"));
        assertThat(told()).contains("it cannot: audit is still loaded, ACTIVE");
    }

    @Test
    void anAuditThatCannotBeLoadedEndsTheStoryWithoutItsLastPart() throws Exception {
        Leak leak = new LeakScene(host, folder.resolve("gone.jar"), screen(false)).play();

        assertThat(leak.played()).isFalse();
        assertThat(leak.explanation()).contains("gone.jar': there is no such file");
    }

    // ------------------------------------------------------------------------ all of it

    @Test
    void aFailureInTheMiddleStandsOnALineOfItsOwn() throws IOException {
        TestPlugins.loadAll(host, folder);
        Files.delete(folder.resolve("fraud-1.0.0.jar"));
        TestPlugins.fraud = () -> LockSupport.parkNanos(Duration.ofMillis(5).toNanos());

        assertThatThrownBy(() -> Performance.play(
                        host, folder.resolve("a.jar"), folder.resolve("b.jar"), Duration.ofSeconds(1), 1, screen(true)))
                .isInstanceOf(PluginLoadException.class);
        assertThat(told()).contains("fraud is away, checkouts go on").endsWith("\r\u001b[K");
    }
}
