package io.rundown.demo.top;

import io.rundown.demo.screen.Glyphs;
import io.rundown.demo.screen.Line;
import io.rundown.demo.screen.LiveView;
import io.rundown.demo.screen.Picture;
import io.rundown.host.PluginHost;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live view of a host: each frame counts from the one before. For one thread. */
public final class Top implements Picture {

    private final PluginHost host;
    private final String hint;
    private final Supplier<List<String>> notes;
    private final Glyphs glyphs;
    private final Clock clock;
    private @Nullable Look before;

    /**
     * Makes a view that has seen nothing yet: the first frame knows no rates.
     *
     * @param host what to look at
     * @param hint what a person at the keyboard has to know, or an empty string
     * @param notes asked at every frame for the lines below it
     * @param glyphs what characters to use
     * @param clock for the rates and ages
     */
    public Top(PluginHost host, String hint, Supplier<List<String>> notes, Glyphs glyphs, Clock clock) {
        this.host = host;
        this.hint = hint;
        this.notes = notes;
        this.glyphs = glyphs;
        this.clock = clock;
    }

    /** How to leave a view, if there are keys. */
    public static String hint(LiveView view) {
        return view.isInPlace() ? "q leaves" : "";
    }

    private Look look() {
        return new Look(host.status(), clock.instant());
    }

    @Override
    public List<Line> paint(int width, int height) {
        Look now = look();
        TopFrame frame = new TopFrame(before == null ? now : before, now, hint, notes.get(), glyphs);
        before = now;
        return frame.lines(width, height);
    }

    /** Whether a key leaves the view: q, or what ends things in a terminal. */
    public static boolean leaves(int key) {
        return key == 'q' || key == 'Q' || key == 0x03 || key == 0x04;
    }
}
