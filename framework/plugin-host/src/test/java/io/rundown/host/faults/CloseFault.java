package io.rundown.host.faults;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** A class loader of the application's does not close. */
enum CloseFault implements Fault {
    A_LOADER_DOES_NOT_CLOSE {
        @Override
        public void arm(Bench bench) {
            bench.closing(() -> {
                throw new IOException("no");
            });
        }
    },
    A_LOADER_THROWS_AN_ERROR_WHEN_CLOSED {
        @Override
        public void arm(Bench bench) {
            bench.closing(() -> {
                throw new StackOverflowError();
            });
        }
    };

    /** It is not gone before it is closed. A reload has done its part before. */
    @Override
    public Set<Operation> breaks() {
        return EnumSet.of(Operation.UNLOAD);
    }

    @Override
    public void disarm(Bench bench) {
        bench.closing(() -> {});
    }

    @Override
    public boolean needsOwnLoaders() {
        return true;
    }
}
