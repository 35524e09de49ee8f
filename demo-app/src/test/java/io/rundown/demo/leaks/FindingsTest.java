package io.rundown.demo.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.screen.Screen;
import io.rundown.leak.LeakHop;
import io.rundown.leak.LeakKind;
import io.rundown.leak.LeakPath;
import io.rundown.leak.LeakReport;
import io.rundown.leak.LoaderLeak;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final LeakPath LISTENER = new LeakPath(
            LeakKind.COLLECTION,
            "static field com.acme.tax.rules.Registry.LISTENERS",
            List.of(new LeakHop("[\"tax\"]", "com.acme.tax.TaxListener")),
            "com.acme.tax.TaxListener",
            "It was put into a collection of the application and not taken out again.",
            3,
            0);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Screen screen =
            new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), false, false, () -> 0);

    @Test
    void eachHolderIsNumbered_andItsHintStandsBelow() {
        LeakReport report = report(
                new LoaderLeak("tax-1", "com.acme.Loader", 1, 12, "it is closed", true, List.of(LISTENER), 2, ""));

        Findings.print(screen, Path.of("folder", "app.hprof"), report);

        assertThat(Findings.isLeak(report)).isTrue();
        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "app.hprof: 1.5 MB, 61,234 objects, 1,203 classes, read in 120 ms",
                        "",
                        "One class loader is held.",
                        "",
                        "class loader 'tax-1', a com.acme.Loader, 12 classes",
                        "   it is closed",
                        "   1  static field com.acme.tax.rules.Registry.LISTENERS[\"tax\"] ->",
                        "      com.acme.tax.TaxListener",
                        "      It was put into a collection of the application and not taken out again.",
                        "   and 2 more");
    }

    @Test
    void aLoaderThatNobodyHolds_isNoLeak() {
        LeakReport report = report(new LoaderLeak(
                "", "com.acme.Loader", 1, 1, "it was asked for", false, List.of(), 0, "No strong path."));

        Findings.print(screen, Path.of("app.hprof"), report);

        assertThat(Findings.isLeak(report)).isFalse();
        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .contains("class loader a com.acme.Loader, 1 class", "   No strong path.");
    }

    @Test
    void aLoaderThatIsHeldSoftlyOnly_isNoLeak() {
        LeakReport report = report(new LoaderLeak(
                "tax-1", "com.acme.Loader", 1, 12, "it is closed", false, List.of(LISTENER), 0, "No strong path."));

        assertThat(Findings.isLeak(report)).isFalse();
    }

    @Test
    void sizesAreToldInThousands() {
        assertThat(Sizes.inWords(0)).isEqualTo("0 bytes");
        assertThat(Sizes.inWords(999)).isEqualTo("999 bytes");
        assertThat(Sizes.inWords(1_500)).isEqualTo("1.5 kB");
        assertThat(Sizes.inWords(999_999)).isEqualTo("1.0 MB");
        assertThat(Sizes.inWords(248_000_000)).isEqualTo("248 MB");
        assertThat(Sizes.inWords(4_200_000_000L)).isEqualTo("4.2 GB");
    }

    private static LeakReport report(LoaderLeak leak) {
        return new LeakReport(
                1_500_000, 61_234, 1_203, Duration.ofMillis(120), List.of(leak), "One class loader is held.");
    }
}
