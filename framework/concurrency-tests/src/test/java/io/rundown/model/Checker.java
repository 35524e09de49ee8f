package io.rundown.model;

import io.rundown.model.Machine.ViolationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that the programs can reach, breadth first, so that the first counterexample is a shortest one. A
 * state is bad if a step's own requirement or the invariant fails, or if nothing can move although somebody has not come
 * to the end.
 */
final class Checker {

    /**
     * @param states how many states were visited
     * @param violated the property that failed, null if none
     * @param trace the moves that lead there, and what is then the case
     */
    record Result(int states, @Nullable Property violated, List<String> trace) {

        @Override
        public String toString() {
            return (violated == null ? "Holds" : violated + " is violated") + ", " + states + " states\n  "
                    + String.join("\n  ", trace);
        }
    }

    private final List<Program> programs;
    private final Consumer<Machine> invariant;
    private final Machine machine;
    private final StateSet seen = new StateSet();

    private @Nullable Property violated;
    private List<String> trace = List.of();

    Checker(List<Program> programs, int variables, Set<Property> watched, Consumer<Machine> invariant) {
        this.programs = List.copyOf(programs);
        this.invariant = invariant;
        this.machine = new Machine(variables, programs.size(), watched);
        for (int thread = 0; thread < programs.size(); thread++) {
            machine.pc(thread, programs.get(thread).start());
        }
    }

    Result check() {
        seen.add(machine.bytes, -1, "", "start");
        for (int state = 0; state < seen.size() && violated == null; state++) {
            expand(state);
        }
        return new Result(seen.size(), violated, trace);
    }

    private void expand(int state) {
        boolean moved = false;
        for (int thread = 0; thread < programs.size() && violated == null; thread++) {
            moved |= flush(state, thread);
            moved |= passFence(state, thread);
            moved |= step(state, thread);
            moved |= giveUp(state, thread);
        }
        if (!moved && violated == null) {
            machine.bytes = seen.get(state);
            String waiting = waiting();
            try {
                machine.require(Property.WOKEN, waiting.isEmpty(), "nothing can move, and for ever waits " + waiting);
            } catch (ViolationException e) {
                found(e, state);
                trace.add(e.evidence);
            }
        }
    }

    /** The oldest store of the thread's buffer may reach memory at any time. */
    private boolean flush(int state, int thread) {
        machine.bytes = seen.get(state);
        if (machine.buffered(thread) == 0) {
            return false;
        }
        visit(state, thread, "its oldest buffered store reaches memory", turn -> machine.flushOne(thread));
        return true;
    }

    /** A heavy fence that has begun reaches the other threads one by one, in any order. */
    private boolean passFence(int state, int thread) {
        machine.bytes = seen.get(state);
        int unfenced = machine.register(thread, Machine.UNFENCED);
        for (int other = 0; other < programs.size(); other++) {
            int fenced = other;
            int bit = 1 << other;
            if ((unfenced & bit) != 0) {
                visit(state, thread, "its heavy fence reaches " + programs.get(other).name, turn -> {
                    machine.drain(fenced);
                    turn.set(Machine.UNFENCED, unfenced & ~bit);
                });
            }
        }
        return unfenced != 0;
    }

    private boolean step(int state, int thread) {
        machine.bytes = seen.get(state);
        Program program = programs.get(thread);
        int pc = machine.pc(thread);
        if (program.isOver(pc)
                || machine.buffered(thread) == Machine.BUFFER
                || !program.isEnabled(new Turn(machine, thread), pc)) {
            return false;
        }
        visit(state, thread, program.text(pc), turn -> machine.pc(thread, program.take(turn, pc)));
        return true;
    }

    private boolean giveUp(int state, int thread) {
        machine.bytes = seen.get(state);
        Program program = programs.get(thread);
        int pc = machine.pc(thread);
        if (program.isOver(pc) || !program.isOpen(pc)) {
            return false;
        }
        visit(state, thread, program.text(pc) + ": gives up", turn -> machine.pc(thread, program.target(pc)));
        return true;
    }

    private void visit(int from, int thread, String text, Consumer<Turn> move) {
        if (violated != null) {
            return;
        }
        machine.bytes = seen.get(from).clone();
        String name = programs.get(thread).name;
        try {
            move.accept(new Turn(machine, thread));
            invariant.accept(machine);
            seen.add(machine.bytes, from, name, text);
        } catch (ViolationException e) {
            found(e, from);
            trace.add(name + ": " + text);
            trace.add(e.evidence);
        }
    }

    private void found(ViolationException e, int state) {
        violated = e.property;
        trace = new ArrayList<>();
        for (int at = state; at > 0; at = seen.parent(at)) {
            trace.add(seen.move(at));
        }
        Collections.reverse(trace);
    }

    private String waiting() {
        List<String> waiting = new ArrayList<>();
        for (int thread = 0; thread < programs.size(); thread++) {
            Program program = programs.get(thread);
            int pc = machine.pc(thread);
            if (!program.isOver(pc)) {
                waiting.add(program.name + " at '" + program.text(pc) + "'");
            }
        }
        return String.join(", ", waiting);
    }
}
