package io.rundown.host.faults;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.model.PluginListener;
import io.rundown.host.testing.Runner;
import java.util.EnumSet;
import java.util.Set;

/** What is around the plugin misbehaves. */
enum Surroundings implements Fault {
    A_LISTENER_THROWS {
        @Override
        void told(Bench bench, PhaseChange change) {
            throw new IllegalStateException("no");
        }
    },
    A_LISTENER_THROWS_AN_ERROR {
        @Override
        void told(Bench bench, PhaseChange change) {
            throw new StackOverflowError();
        }
    },
    A_LISTENER_THROWS_WHAT_IT_DOES_NOT_DECLARE {
        @Override
        void told(Bench bench, PhaseChange change) {
            Mischief.<RuntimeException>sneak(new Exception("no"));
        }
    },
    A_LISTENER_REMOVES_ITSELF {
        @Override
        void told(Bench bench, PhaseChange change) {
            bench.removeListeners();
        }
    },
    A_LISTENER_INTERRUPTS {
        @Override
        void told(Bench bench, PhaseChange change) {
            Thread.currentThread().interrupt();
        }
    },
    A_LISTENER_UNLOADS_WHAT_IT_IS_TOLD_OF {
        @Override
        void told(Bench bench, PhaseChange change) {
            if (change.to() == GenerationPhase.DRAINING) {
                bench.host().unload(change.pluginId());
            }
        }
    },
    THE_VICTIM_IS_NOT_ADMITTED {
        @Override
        public Set<Operation> breaks() {
            return EnumSet.of(Operation.LOAD, Operation.RELOAD, Operation.CHANGE);
        }

        @Override
        public void arm(Bench bench) {
            bench.admission(newcomer -> {
                throw new Exception(newcomer.extensions(Runner.class).get(0).version());
            });
        }

        @Override
        public void disarm(Bench bench) {
            bench.admission(newcomer -> {});
        }
    },
    THE_ADMISSION_CHECK_FAILS {
        @Override
        public Set<Operation> breaks() {
            return EnumSet.of(Operation.LOAD, Operation.RELOAD, Operation.CHANGE);
        }

        @Override
        public void arm(Bench bench) {
            bench.admission(newcomer -> {
                throw new StackOverflowError();
            });
        }

        @Override
        public void disarm(Bench bench) {
            bench.admission(newcomer -> {});
        }
    },
    THE_CALLER_IS_INTERRUPTED {
        @Override
        public void arm(Bench bench) {
            bench.interruptOperations(true);
        }

        @Override
        public void disarm(Bench bench) {
            bench.interruptOperations(false);
        }
    };

    /** For listeners. */
    void told(Bench bench, PhaseChange change) {
        throw new AssertionError(this + " is no listener");
    }

    @Override
    public Set<Operation> breaks() {
        return EnumSet.noneOf(Operation.class);
    }

    @Override
    public void arm(Bench bench) {
        PluginListener listener = change -> told(bench, change);
        bench.addListener(listener);
    }

    @Override
    public void disarm(Bench bench) {
        bench.removeListeners();
    }
}
