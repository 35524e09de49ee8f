package io.rundown.host.internal.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.WhenUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SwitchoverTest {

    private final Gates gates = new Gates(
            new HandleCompiler(false),
            (name, body) -> {
                throw new AssertionError("Nothing here runs in the background: " + name);
            },
            false);
    private final Slot a = new Slot("a");
    private final Slot b = new Slot("b");
    private final Gate oldA = gate("a", "1.0.0", 1);
    private final Gate oldB = gate("b", "1.0.0", 1);
    private final Gate newA = gate("a", "2.0.0", 2);
    private final Gate newB = gate("b", "2.0.0", 2);

    private Gate gate(String id, String version, int generation) {
        return gates.open(id, version, generation, new ClassLoader(null) {});
    }

    private List<Gate> gatesNow() {
        return List.of(a.gate(), b.gate());
    }

    private void publishOld() {
        a.publish(oldA);
        b.publish(oldB);
    }

    /** Looks at all slots whenever one of them has been dealt with. */
    private static final class Watched extends LinkedHashMap<Slot, Gate> {

        private static final long serialVersionUID = 1L;

        private final transient Runnable look;

        Watched(Map<Slot, Gate> gates, Runnable look) {
            super(gates);
            this.look = look;
        }

        @Override
        public void forEach(BiConsumer<? super Slot, ? super Gate> action) {
            super.forEach((slot, gate) -> {
                action.accept(slot, gate);
                look.run();
            });
        }
    }

    @Test
    void whoeverLooksInBetween_findsAllOldOrAllNew() {
        publishOld();
        List<List<Gate>> seen = new ArrayList<>();
        Map<Slot, Gate> turned = new LinkedHashMap<>();
        turned.put(a, newA);
        turned.put(b, newB);

        Switchover.publish(new Watched(turned, () -> seen.add(gatesNow())));

        assertThat(seen).isNotEmpty().allMatch(each -> each.equals(List.of(oldA, oldB)));
        assertThat(gatesNow()).containsExactly(newA, newB);
    }

    @Test
    void afterTheInstant_everySlotLeadsToTheNewGate_tidiedUpOrNot() {
        publishOld();
        Switchover switchover = new Switchover();
        a.prepare(newA, switchover);
        b.prepare(newB, switchover);
        assertThat(gatesNow()).containsExactly(oldA, oldB);

        switchover.complete();
        assertThat(gatesNow()).containsExactly(newA, newB);
        a.finishSwitch();
        assertThat(gatesNow()).containsExactly(newA, newB);
        b.finishSwitch();
        assertThat(gatesNow()).containsExactly(newA, newB);
    }

    @Test
    void aSlotThatCannotBePrepared_leavesTheOthersAsTheyWere() {
        publishOld();
        Map<Slot, Gate> turned = new LinkedHashMap<>();
        turned.put(a, newA);
        turned.put(b, newB);
        assertThatThrownBy(() -> Switchover.publish(new Watched(turned, () -> {
                    throw new OutOfMemoryError("no room for another array");
                })))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(gatesNow()).containsExactly(oldA, oldB);
    }

    @Test
    void aSlotWithoutAGate_hasNoneUntilTheInstant() {
        Switchover switchover = new Switchover();
        a.prepare(newA, switchover);
        assertThat(a.isServing()).isFalse();
        assertThatThrownBy(a::gate).hasMessage("No generation of plugin 'a' was ever published");

        switchover.complete();
        assertThat(a.gate()).isSameAs(newA);
    }

    @Test
    void aSwitchoverThatIsGivenUp_leavesAnEmptySlotEmpty() {
        a.prepare(newA, new Switchover());
        a.abandonSwitch();

        assertThatThrownBy(a::gate).hasMessage("No generation of plugin 'a' was ever published");
    }

    /** A handle that is made in the middle has to find its target behind either gate. */
    @Test
    void aHandleMadeInBetween_worksOnBothSides() {
        furnish(oldA, () -> "old");
        furnish(newA, () -> "new");
        a.publish(oldA);
        Switchover switchover = new Switchover();
        a.prepare(newA, switchover);
        Word word = a.handles(Word.class, WhenUnavailable.refuse(), new HandleCompiler(false)).stream()
                .map(Ranked::value)
                .findFirst()
                .orElseThrow();

        assertThat(word.say()).isEqualTo("old");
        switchover.complete();
        assertThat(word.say()).isEqualTo("new");
        a.finishSwitch();
        assertThat(word.say()).isEqualTo("new");
    }

    /** An extension point. */
    public interface Word {
        String say();
    }

    private static void furnish(Gate gate, Word word) {
        gate.furnish(Stream.of(new Ranked<Object>(word, 0)).toList());
    }
}
