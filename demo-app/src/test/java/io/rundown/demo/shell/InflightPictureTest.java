package io.rundown.demo.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Line;
import io.rundown.demo.testing.TestPlugins;
import io.rundown.host.PluginHost;
import io.rundown.sample.checkout.Carrier;
import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.ShippingQuote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InflightPictureTest {

    private static final int ANY = Integer.MAX_VALUE;

    @TempDir
    Path folder;

    private final CompletableFuture<ShippingQuote> unanswered = new CompletableFuture<>();
    private PluginHost host;
    private Carrier carrier;

    @BeforeEach
    void makeHost() throws IOException {
        host = PluginHost.builder().workDirectory(folder.resolve("work")).build();
        host.load(TestPlugins.write(folder, "carrier", "1.0.0"));
        carrier = host.extension(Carrier.class, "carrier");
        TestPlugins.carrier = () -> unanswered.thenApply(quote -> quote);
    }

    @AfterEach
    void closeHost() {
        unanswered.cancel(false);
        host.close();
        TestPlugins.reset();
    }

    private void ask(int times) {
        for (int i = 0; i < times; i++) {
            var unused = carrier.quote(new Order("order", "AT", 1, 1));
        }
    }

    private List<String> painted(int width, int height) {
        return texts(new InflightPicture(host, null, Glyphs.ASCII).paint(width, height));
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream().map(Line::text).toList();
    }

    // ------------------------------------------------------------------------ how many

    @Test
    void aCallThatIsNotCompleteIsInside() {
        ask(1);

        assertThat(painted(80, ANY))
                .hasSize(3)
                .startsWith("1 call inside", "plugin   gen  call           by        at least  doing");
        assertThat(painted(80, ANY)).last().asString().startsWith("carrier    1  Carrier.quote  a future  ");
    }

    @Test
    void ofMoreThanTheHostNames_theRestIsCountedAllTheSame() {
        ask(150);

        assertThat(texts(new InflightPicture(host, "carrier", Glyphs.ASCII).lines()))
                .hasSize(103)
                .startsWith("150 calls inside")
                .endsWith("and 50 more");
    }

    // ------------------------------------------------------------------------ where it has to fit

    @Test
    void whatIsTooWideIsCut_andSaysSo() {
        ask(1);

        assertThat(painted(20, ANY)).containsExactly("1 call inside", "plugin   gen  call ~", "carrier    1  Carri~");
    }

    @Test
    void ofMoreThanFit_thereIsSaidHowMany() {
        ask(30);

        assertThat(painted(80, 32)).hasSize(32).first().isEqualTo("30 calls inside");
        assertThat(painted(80, 32)).last().asString().startsWith("carrier ");
        assertThat(painted(80, 10)).hasSize(10).first().isEqualTo("30 calls inside");
        assertThat(painted(80, 10)).last().isEqualTo("and 23 more");
        assertThat(painted(80, 1)).containsExactly("30 calls inside");
    }

    // ------------------------------------------------------------------------ what they do

    private static StackTraceElement frame(String type, String method, int line) {
        return new StackTraceElement(type, method, "Any.java", line);
    }

    @Test
    void whatACallDoesIsItsOwnInnermostFrame_andWhatThatWaitsIn() {
        StackTraceElement own = frame("com.acme.fraud.RiskCheck", "check", 41);
        StackTraceElement sleep = frame("java.lang.Thread", "sleep", -2);

        assertThat(InflightPicture.doing(List.of(own))).isEqualTo("RiskCheck.check:41");
        assertThat(InflightPicture.doing(List.of(sleep, frame("java.lang.Thread", "sleep", 450), own)))
                .isEqualTo("RiskCheck.check:41 in Thread.sleep");
        StackTraceElement lambda = frame("com.acme.fraud.RiskCheck$$Lambda$360/0x00007f393c1a6c00", "millis", -1);
        assertThat(InflightPicture.doing(List.of(sleep, lambda, own))).isEqualTo("RiskCheck.check:41 in Thread.sleep");
        assertThat(InflightPicture.doing(List.of(sleep))).isEqualTo("Thread.sleep");
        assertThat(InflightPicture.doing(List.of())).isEqualTo("-");
    }
}
