package io.rundown.model;

import io.rundown.model.Algorithm.Shape;
import io.rundown.model.Checker.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who does what, as small as it can be and still go wrong. */
enum Scenario {
    A_NESTED_CALL(1, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(nestedCaller(algorithm, 0));
            threads.add(owner(algorithm, "owner"));
        }
    },
    TWO_CALLERS(2, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 1));
            threads.add(caller(algorithm, 1, 1));
            threads.add(owner(algorithm, "owner"));
        }
    },
    ONE_NESTED_AND_ONE_WHO_COMES_AGAIN(2, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(nestedCaller(algorithm, 0));
            threads.add(caller(algorithm, 1, 2));
            threads.add(owner(algorithm, "owner"));
        }
    },
    A_CALLER_WHO_COMES_AGAIN(1, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 3));
            threads.add(owner(algorithm, "owner"));
        }
    },
    FIRST_CALLS(2, false, true) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 1));
            threads.add(caller(algorithm, 1, 1));
            threads.add(owner(algorithm, "owner"));
        }
    },
    A_CELL_AND_THE_SHARED_LANE(1, true, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 1));
            Program lane = new Program("caller 1 on the lane");
            algorithm.callOnLane(lane, 1, 0, 1, p -> algorithm.use(p, 1));
            threads.add(lane);
            threads.add(owner(algorithm, "owner"));
        }
    },
    NESTED_ON_THE_SHARED_LANE(0, true, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            Program virtual = new Program("caller 0 on the lane");
            algorithm.callOnLane(
                    virtual, 0, 0, 0, p -> algorithm.callOnLane(p, 0, 0, 1, inner -> algorithm.use(inner, 0)));
            threads.add(virtual);
            threads.add(owner(algorithm, "owner"));
        }
    },
    A_HOLD_THAT_OUTLIVES_ITS_CALL(1, true, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            Program caller = new Program("caller 0");
            algorithm.handOver(caller, 0, 1, 0);
            threads.add(caller);
            threads.add(owner(algorithm, "owner"));
        }
    },
    TIMED_OUT_RESUMED_BEGUN_AGAIN(2, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 1));
            threads.add(caller(algorithm, 1, 1));
            threads.add(impatientOwner(algorithm));
        }
    },
    RESUMED_UNDER_A_NESTED_CALL(1, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(nestedCaller(algorithm, 0));
            threads.add(impatientOwner(algorithm));
        }
    },
    REINITIALIZED_AND_RUN_DOWN_AGAIN(2, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 2));
            threads.add(caller(algorithm, 1, 1));
            Program owner = new Program("owner");
            runDown(algorithm, owner);
            algorithm.backToActive(owner);
            runDown(algorithm, owner);
            threads.add(owner);
        }
    },
    TWO_OWNERS(2, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 1));
            threads.add(caller(algorithm, 1, 1));
            threads.add(owner(algorithm, "owner"));
            threads.add(owner(algorithm, "other owner"));
        }
    },
    RESUMED_WHILE_ANOTHER_WAITS(1, false, false) {
        @Override
        void cast(Algorithm algorithm, List<Program> threads) {
            threads.add(caller(algorithm, 0, 1));
            Program waiter = new Program("waiter");
            algorithm.begin(waiter);
            algorithm.await(waiter, "taken back");
            waiter.label("taken back");
            threads.add(waiter);
            Program resumer = new Program("resumer");
            algorithm.begin(resumer);
            algorithm.backToActive(resumer);
            threads.add(resumer);
        }
    };

    // A record has no place in an enum: Error Prone cannot see that it is immutable.
    private final int cells;
    private final boolean lane;
    private final boolean claims;

    Scenario(int cells, boolean lane, boolean claims) {
        this.cells = cells;
        this.lane = lane;
        this.claims = claims;
    }

    abstract void cast(Algorithm algorithm, List<Program> threads);

    Result check(Variant variant, Set<Property> watched) {
        List<Program> threads = new ArrayList<>();
        cast(new Algorithm(variant, new Shape(cells, lane, claims)), threads);
        return new Checker(threads, Names.VARIABLES, watched, Witness::nobodyIsInsideWhatIsFreed).check();
    }

    private static Program caller(Algorithm algorithm, int caller, int calls) {
        Program program = new Program("caller " + caller);
        for (int call = 0; call < calls; call++) {
            algorithm.call(program, caller, p -> algorithm.use(p, caller));
        }
        return program;
    }

    private static Program nestedCaller(Algorithm algorithm, int caller) {
        Program program = new Program("caller " + caller);
        algorithm.call(program, caller, outer -> {
            algorithm.call(outer, caller, inner -> algorithm.use(inner, caller));
            algorithm.use(outer, caller);
        });
        return program;
    }

    private static Program owner(Algorithm algorithm, String name) {
        Program program = new Program(name);
        runDown(algorithm, program);
        return program;
    }

    /** Gives up waiting, or not; in the first case takes the rundown back and begins another. */
    private static Program impatientOwner(Algorithm algorithm) {
        Program program = new Program("owner");
        algorithm.begin(program);
        algorithm.awaitForATime(program, "timed out");
        algorithm.free(program);
        program.goTo("freed").label("timed out");
        algorithm.backToActive(program);
        runDown(algorithm, program);
        return program.label("freed");
    }

    private static void runDown(Algorithm algorithm, Program program) {
        String takenBack = program.fresh("taken back");
        algorithm.begin(program);
        algorithm.await(program, takenBack);
        algorithm.free(program);
        program.label(takenBack);
    }
}
