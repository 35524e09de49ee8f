package io.rundown.demo.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.screen.LiveView;
import io.rundown.demo.screen.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** How often is looked at what nobody has said how often to look at. */
class ViewOptionsTest {

    private final List<Integer> timesAsked = new ArrayList<>();

    private int times(boolean inPlace, String... arguments) throws InterruptedException {
        ViewOptions options = CommandLine.populateCommand(new ViewOptions(), arguments);
        options.show(new Counted(inPlace), (width, height) -> List.of(), key -> true);
        return timesAsked.get(timesAsked.size() - 1);
    }

    private final class Counted implements LiveView {

        private final boolean inPlace;

        Counted(boolean inPlace) {
            this.inPlace = inPlace;
        }

        @Override
        public void show(Picture picture, Duration interval, int times, IntPredicate leaves) {
            timesAsked.add(times);
        }

        @Override
        public boolean isInPlace() {
            return inPlace;
        }
    }

    @Test
    void whereSomebodyCanLeave_untilTheyDo_andElsewhereTenTimes() throws InterruptedException {
        assertThat(times(true)).isEqualTo(LiveView.FOREVER);
        assertThat(times(false)).isEqualTo(10);
    }

    @Test
    void asOftenAsIsSaid_anywhere() throws InterruptedException {
        assertThat(times(true, "--times", "3")).isEqualTo(3);
        assertThat(times(false, "--times", "3")).isEqualTo(3);
    }
}
