package io.rundown.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one thread does: a list of steps, each taken at once. A step touches the shared memory at most once, apart from
 * what a lock guards, so that the steps of several threads mix in every way that instructions do.
 */
final class Program {

    /**
     * @param enabled whether the thread can take the step, or must wait
     * @param act does it, and tells whether to go on at the target
     * @param open whether the machine may choose to go on at the target without taking the step
     */
    private record Step(
            String text,
            Predicate<Turn> enabled,
            Predicate<Turn> act,
            @Nullable String target,
            boolean open) {}

    final String name;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private int fresh;

    Program(String name) {
        this.name = name;
    }

    Program step(String text, Consumer<Turn> act) {
        return awaitStep(text, turn -> true, act);
    }

    /** Waits until enabled, then acts, in one step. */
    Program awaitStep(String text, Predicate<Turn> enabled, Consumer<Turn> act) {
        return awaitBranch(
                text,
                enabled,
                turn -> {
                    act.accept(turn);
                    return false;
                },
                null);
    }

    Program branch(String text, Predicate<Turn> jumps, String target) {
        return awaitBranch(text, turn -> true, jumps, target);
    }

    Program awaitBranch(String text, Predicate<Turn> enabled, Predicate<Turn> jumps, @Nullable String target) {
        steps.add(new Step(text, enabled, jumps, target, false));
        return this;
    }

    /** Waits until enabled, or goes on at the target at any time before: a wait with a timeout. */
    Program awaitOrElse(String text, Predicate<Turn> enabled, String target) {
        steps.add(new Step(text, enabled, turn -> false, target, true));
        return this;
    }

    /** Takes no step of its own. */
    Program goTo(String target) {
        steps.add(new Step("", turn -> true, turn -> true, target, false));
        return this;
    }

    Program label(String label) {
        if (labels.put(label, steps.size()) != null) {
            throw new IllegalStateException("Label '" + label + "' stands twice in " + name);
        }
        return this;
    }

    /** A label that no other part of the program has. */
    String fresh(String stem) {
        return stem + "#" + fresh++;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    boolean isOver(int pc) {
        return pc == steps.size();
    }

    boolean isEnabled(Turn turn, int pc) {
        return steps.get(pc).enabled.test(turn);
    }

    boolean isOpen(int pc) {
        return steps.get(pc).open;
    }

    String text(int pc) {
        return steps.get(pc).text;
    }

    int start() {
        return follow(0);
    }

    /** Takes the step and returns where to go on. */
    int take(Turn turn, int pc) {
        return steps.get(pc).act.test(turn) ? target(pc) : follow(pc + 1);
    }

    int target(int pc) {
        String target = steps.get(pc).target;
        Integer at = target == null ? null : labels.get(target);
        if (at == null) {
            throw new IllegalStateException("No label '" + target + "' in " + name);
        }
        return follow(at);
    }

    private int follow(int pc) {
        return !isOver(pc) && steps.get(pc).text.isEmpty() ? target(pc) : pc;
    }
}
