package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.CallInside;
import io.rundown.host.model.CallInside.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How those who are inside are told in one line. */
class InsideTest {

    private static final CallInside SHORT = call(Kind.PLATFORM_THREAD, "checkout-1", "PriceRule.price", 3);
    private static final CallInside LONG = call(Kind.VIRTUAL_THREAD, "checkout-2", "PriceRule.round", 5);
    private static final CallInside YOUNG = call(Kind.ASYNCHRONOUS, "", "Carrier.quote", 1);
    private static final CallInside OLD = call(Kind.ASYNCHRONOUS, "", "Carrier.track", 7);

    private static CallInside call(Kind kind, String thread, String method, int seconds) {
        return new CallInside(kind, 1, thread, 0, method, Duration.ofSeconds(seconds), List.of(), List.of());
    }

    @Test
    void theThreadThatHasBeenInsideLongestIsNamed_whereverItStands() {
        String line = "2 calls inside, the longest at least 5 s: PriceRule.round on virtual thread 'checkout-2'";

        assertThat(new Inside(List.of(SHORT, LONG), 0)).hasToString(line);
        assertThat(new Inside(List.of(LONG, SHORT), 0)).hasToString(line);
        assertThat(new Inside(List.of(LONG, SHORT), 0).longest()).hasValue(LONG);
    }

    @Test
    void soIsTheAsynchronousCallThatHasBeenWaitingLongest() {
        String line = "2 asynchronous calls not completed, the longest for 7 s: Carrier.track";

        assertThat(new Inside(List.of(YOUNG, OLD), 2)).hasToString(line);
        assertThat(new Inside(List.of(OLD, YOUNG), 2)).hasToString(line);
    }

    @Test
    void anAsynchronousCallIsNoThread_howeverLongItWaits() {
        Inside inside = new Inside(List.of(SHORT, OLD), 1);

        assertThat(inside)
                .hasToString("1 call inside, the longest at least 3 s: PriceRule.price on 'checkout-1';"
                        + " 1 asynchronous call not completed, the longest for 7 s: Carrier.track");
        assertThat(inside.unnamed()).isZero();
    }

    @Test
    void asynchronousCallsThatAreNotListed_areCountedAllTheSame() {
        Inside inside = new Inside(List.of(SHORT, OLD), 3);

        assertThat(inside.unnamed()).isEqualTo(2);
        assertThat(inside.isNobody()).isFalse();
        assertThat(new Inside(List.of(), 2).isNobody()).isFalse();
        assertThat(new Inside(List.of(), 2)).hasToString("2 asynchronous calls not completed");
    }

    @Test
    void thoseThatHaveGoneBetweenTwoLooks_areNotFewerThanNone() {
        assertThat(new Inside(List.of(YOUNG, OLD), 1).unnamed()).isZero();
    }

    @Test
    void nobody() {
        assertThat(Inside.NOBODY).hasToString("nobody inside");
        assertThat(Inside.NOBODY.isNobody()).isTrue();
        assertThat(Inside.NOBODY.longest()).isEmpty();
    }
}
