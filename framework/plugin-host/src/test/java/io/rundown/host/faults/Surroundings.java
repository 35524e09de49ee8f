package io.rundown.host.faults;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import io.rundown.host.model.SelfUnloadException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BiConsumer;

/** What is around the plugin misbehaves. */
enum Surroundings implements Fault {
    A_LISTENER_THROWS((bench, change) -> {
        throw new IllegalStateException("no");
    }),
    A_LISTENER_THROWS_AN_ERROR((bench, change) -> {
        throw new StackOverflowError();
    }),
    A_LISTENER_THROWS_WHAT_IT_MUST_NOT((bench, change) -> Mischief.<RuntimeException>sneak(new Exception("no"))),
    A_LISTENER_REMOVES_ITSELF((bench, change) -> bench.removeListener()),
    A_LISTENER_INTERRUPTS((bench, change) -> Thread.currentThread().interrupt()),
    A_LISTENER_UNLOADS_WHAT_IT_IS_TOLD_OF((bench, change) -> {
        if (change.to() == GenerationPhase.DRAINING) {
            try {
                bench.host().unload(change.pluginId());
                throw new AssertionError("The operation waited for itself, or did not");
            } catch (SelfUnloadException expected) {
                bench.noted(expected);
            }
        }
    }),
    THE_CALLER_IS_INTERRUPTED((bench, change) -> {}) {
        @Override
        public void arm(Bench bench) {
            bench.interruptOperations(true);
        }

        @Override
        public void disarm(Bench bench) {
            bench.interruptOperations(false);
        }
    };

    private final BiConsumer<Bench, PhaseChange> told;

    Surroundings(BiConsumer<Bench, PhaseChange> told) {
        this.told = told;
    }

    @Override
    public Set<Operation> breaks() {
        return EnumSet.noneOf(Operation.class);
    }

    @Override
    public void arm(Bench bench) {
        PluginListener listener = change -> told.accept(bench, change);
        bench.addListener(listener);
    }

    @Override
    public void disarm(Bench bench) {
        bench.removeListener();
    }
}
