package io.rundown.demo.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Line;
import io.rundown.demo.testing.PluginJar;
import io.rundown.demo.testing.Work;
import io.rundown.host.PluginHost;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One frame after the other, of a host that is called in between. */
class TopTest {

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void eachFrameCountsFromTheOneBefore() throws Exception {
        InstantSource clock = () -> now;
        try (PluginHost host =
                PluginHost.builder().workDirectory(folder.resolve("work")).build()) {
            host.load(PluginJar.write(folder, "tax", "1.0.0"));
            Work work = host.extension(Work.class, "tax");
            Top top = new Top(host, "", List::of, Glyphs.ASCII, clock.withZone(ZoneOffset.UTC));
            assertThat(title(top)).startsWith("1 plugin, - calls/s, 0 inside, 0 refused");

            for (int call = 0; call < 20; call++) {
                work.run(() -> {});
            }
            now = now.plusSeconds(2);
            assertThat(title(top)).startsWith("1 plugin, 10 calls/s, ");
            now = now.plusSeconds(1);
            assertThat(title(top)).startsWith("1 plugin, 0 calls/s, ");
        }
    }

    private static String title(Top top) {
        List<Line> lines = top.paint(80, 24);
        return lines.get(0).text();
    }
}
