package io.rundown.demo.top;

import static io.rundown.host.model.GenerationPhase.ACTIVE;
import static io.rundown.host.model.GenerationPhase.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Line;
import io.rundown.host.model.DrainProgress;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.HostStatus;
import io.rundown.host.model.PluginTotals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopFrameTest {

    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
    private static final int ANY_HEIGHT = 100;

    // ------------------------------------------------------------------------ what is shown

    @Test
    void atEightyColumns_everyColumnIsThere() {
        Look before = at(0, List.of(plugin("tax", 1, ACTIVE, 1_000, 0, 0)), List.of());
        Look now = at(2, List.of(plugin("tax", 1, ACTIVE, 25_000, 4, 3)), List.of());

        assertThat(texts(frame(before, now), 80, ANY_HEIGHT))
                .containsExactly(
                        "1 plugin, 12,000 calls/s, 4 inside, 3 refused                           q leaves",
                        "plugin    gen  version  phase        for  calls/s                inside  refused",
                        "tax         1  1.0.0    ACTIVE       12s   12,000  ######             4        3");
    }

    @Test
    void aDrainIsShownWithItsTime_besideTheGenerationThatServes() {
        List<GenerationStatus> current = List.of(plugin("fraud", 2, ACTIVE, 10, 0, 0));
        List<GenerationStatus> retiring = List.of(plugin("fraud", 1, DRAINING, 90, 3, 12));
        List<Line> lines =
                frame(at(0, current, retiring), at(1, current, retiring)).lines(80, ANY_HEIGHT);

        assertThat(lines.get(2).text()).startsWith("fraud       2");
        assertThat(lines.get(3).text()).startsWith("fraud       1");
        assertThat(lines.get(3).look()).isEqualTo(Line.Look.BUSY);
        assertThat(lines.get(5).text()).isEqualTo("fraud 1.0.0 (generation 1) draining for 11s: 3 inside, 11 refused");
    }

    @Test
    void aGenerationWhoseSlotIsEmptyByNow_isShownAsWell() {
        Look now = at(1, List.of(), List.of(plugin("fraud", 1, DRAINING, 90, 3, 12)));

        assertThat(texts(frame(now, now), 80, ANY_HEIGHT)).anyMatch(line -> line.startsWith("fraud       1"));
    }

    @Test
    void theFirstFrameKnowsNoRates() {
        Look only = at(0, List.of(plugin("tax", 1, ACTIVE, 1_000, 0, 0)), List.of());

        assertThat(texts(frame(only, only), 80, ANY_HEIGHT).get(0)).startsWith("1 plugin, - calls/s, 0 inside");
    }

    @Test
    void aGenerationThatCameBetweenTwoLooks_countsFromZero_andTheTitleCountsThoseThatWentAsWell() {
        Look before = at(0, List.of(plugin("tax", 1, ACTIVE, 5_000, 0, 0)), List.of());
        List<GenerationStatus> current = List.of(plugin("tax", 3, ACTIVE, 300, 0, 0));
        List<PluginTotals> totals = List.of(new PluginTotals("tax", 3, 1, 6_000, 0, 7));
        Look now = new Look(new HostStatus(current, List.of(), totals), START.plusSeconds(1));
        List<String> lines = texts(frame(before, now), 80, ANY_HEIGHT);

        assertThat(lines.get(0)).startsWith("1 plugin, 1,000 calls/s, 0 inside, 7 refused");
        assertThat(lines.get(2)).contains("      300  ");
    }

    @Test
    void notesStandBelow_andAreCutWhereTheScreenEnds() {
        Look only = at(0, List.of(), List.of());
        TopFrame frame = new TopFrame(only, only, "", List.of("a note that is rather long"), Glyphs.UNICODE);

        assertThat(texts(frame, 10, ANY_HEIGHT)).last().isEqualTo("a note th…");
    }

    // ------------------------------------------------------------------------ where it has to fit

    @Test
    void atSixtyColumns_theLeastImportantColumnsAreLeftOut() {
        Look now = at(0, List.of(plugin("tax", 1, ACTIVE, 1_000, 4, 3)), List.of());

        assertThat(texts(frame(now, now), 60, ANY_HEIGHT).get(1))
                .isEqualTo("plugin    gen  phase        for  calls/s  inside  refused");
    }

    @Test
    void atAHundredAndTwentyColumns_idsAreWhole_andTheRestIsForTheBar() {
        String id = "com.example.checkout.taxes";
        Look now = at(0, List.of(plugin(id, 1, ACTIVE, 1_000, 8, 3)), List.of());
        List<String> lines = texts(frame(now, now), 120, ANY_HEIGHT);

        assertThat(lines.get(2)).startsWith(id + " ").hasSize(120);
        assertThat(lines.get(2)).contains("  " + "#".repeat(34) + "  ");
    }

    @Test
    void aHighGenerationIsWhole_whateverItTakes() {
        Look now = at(0, List.of(plugin("tax", 12_345_678, ACTIVE, 1_000, 0, 0)), List.of());

        assertThat(texts(frame(now, now), 80, ANY_HEIGHT).get(2)).contains("12345678");
        assertThat(texts(frame(now, now), 60, ANY_HEIGHT).get(2)).contains("12345678");
    }

    @Test
    void aLongVersionIsWholeWhereThereIsRoom() {
        GenerationStatus plugin = plugin("tax", 1, "2.0.0-SNAPSHOT", ACTIVE, 1_000, 0, 0);
        Look now = at(0, List.of(plugin), List.of());

        assertThat(texts(frame(now, now), 250, ANY_HEIGHT).get(2)).contains("  2.0.0-SNAPSHOT  ");
        assertThat(texts(frame(now, now), 80, ANY_HEIGHT).get(2))
                .contains("  2.0.0-SNAP~  ")
                .hasSize(80);
    }

    @Test
    void aLongIdIsCut_andSaysSo() {
        Look now = at(0, List.of(plugin("com.example.checkout.taxes", 1, ACTIVE, 1_000, 0, 0)), List.of());

        assertThat(texts(frame(now, now), 80, ANY_HEIGHT).get(2)).startsWith("com.example~  ");
    }

    @Test
    void ofMorePluginsThanLines_thoseThatFitAreShown_andHowManyAreNot() {
        List<GenerationStatus> many = IntStream.rangeClosed(1, 50)
                .mapToObj(each -> plugin("plugin-" + each, 1, ACTIVE, 0, 0, 0))
                .toList();
        List<String> lines = texts(frame(at(0, many, List.of()), at(1, many, List.of())), 80, 24);

        assertThat(lines).hasSize(24);
        assertThat(lines).last().isEqualTo("and 29 more");
    }

    @Test
    void ofManyDrains_aFewAreToldInWords() {
        List<GenerationStatus> many = IntStream.rangeClosed(1, 6)
                .mapToObj(each -> plugin("plugin-" + each, 1, DRAINING, 0, 1, 0))
                .toList();

        assertThat(texts(frame(at(0, many, List.of()), at(1, many, List.of())), 80, 24))
                .contains("and 2 more on their way out");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 20, 40, 59, 60, 61, 72, 79, 80, 81, 100, 250})
    void noLineIsLongerThanTheScreen_andThereAreNoMoreThanItHas(int size) {
        List<GenerationStatus> current = List.of(
                plugin("a", 1, ACTIVE, 1_000_000_000L, 1_000_000, 1_000_000),
                plugin("com.example.a.plugin.with.a.very.long.name.indeed", 12_345, DRAINING, 5, 100, 7));
        TopFrame frame = new TopFrame(
                at(0, List.of(), List.of()),
                at(1, current, current),
                "q leaves",
                List.of("note ".repeat(50)),
                Glyphs.ASCII);

        assertThat(texts(frame, size, size)).hasSizeLessThanOrEqualTo(size);
        assertThat(texts(frame, size, size)).allMatch(line -> line.length() <= size);
        assertThat(texts(frame, size, ANY_HEIGHT)).anyMatch(line -> line.startsWith("a"));
    }

    // ------------------------------------------------------------------------ how it is made

    private static TopFrame frame(Look before, Look now) {
        return new TopFrame(before, now, "q leaves", List.of(), Glyphs.ASCII);
    }

    private static List<String> texts(TopFrame frame, int width, int height) {
        return frame.lines(width, height).stream().map(Line::text).toList();
    }

    private static Look at(int second, List<GenerationStatus> current, List<GenerationStatus> retiring) {
        List<PluginTotals> totals = current.stream()
                .map(each -> new PluginTotals(each.pluginId(), 1, 1, each.calls(), each.inside(), each.refused()))
                .toList();
        return new Look(new HostStatus(current, retiring, totals), START.plusSeconds(second));
    }

    /** In its phase since ten seconds before the first look. */
    private static GenerationStatus plugin(
            String id, int generation, GenerationPhase phase, long calls, long inside, long refused) {
        return plugin(id, generation, "1.0.0", phase, calls, inside, refused);
    }

    private static GenerationStatus plugin(
            String id, int generation, String version, GenerationPhase phase, long calls, long inside, long refused) {
        return new GenerationStatus(
                id,
                version,
                generation,
                phase,
                START.minus(Duration.ofSeconds(10)),
                Path.of(id + ".jar"),
                START.minus(Duration.ofHours(1)),
                List.of(),
                List.of(),
                calls,
                inside,
                0,
                refused,
                phase == DRAINING ? new DrainProgress(START, refused - 1) : null);
    }
}
