package io.rundown.host.faults;

import io.rundown.host.internal.load.CopyOutput;
import io.rundown.host.verify.PluginRefusedException;
import io.rundown.host.verify.PluginVerifier;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;

/** What stands between a plugin's file and its copy fails. */
enum CopyFault implements Fault {
    THE_DISK_IS_FULL {
        @Override
        public void arm(Bench bench) {
            bench.disk(file -> new FilterOutputStream(CopyOutput.TO_DISK.open(file)) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length / 2);
                    throw new IOException("No space left on device");
                }
            });
        }
    },
    THE_DISK_IS_FULL_WHEN_A_FILE_IS_CLOSED {
        @Override
        public void arm(Bench bench) {
            bench.disk(file -> new FilterOutputStream(CopyOutput.TO_DISK.open(file)) {
                @Override
                public void close() throws IOException {
                    super.close();
                    throw new IOException("No space left on device");
                }
            });
        }
    },
    MEMORY_RUNS_OUT_WHILE_COPYING {
        @Override
        public void arm(Bench bench) {
            bench.disk(file -> {
                try (OutputStream begun = CopyOutput.TO_DISK.open(file)) {
                    begun.write(1);
                    throw new OutOfMemoryError("no");
                }
            });
        }
    },
    THE_VERIFIER_REFUSES {
        @Override
        public void arm(Bench bench) {
            bench.verifier(file -> {
                throw new PluginRefusedException("no");
            });
        }
    },
    THE_VERIFIER_THROWS {
        @Override
        public void arm(Bench bench) {
            bench.verifier(file -> {
                throw new IllegalStateException("no");
            });
        }
    },
    THE_VERIFIER_THROWS_AN_ERROR {
        @Override
        public void arm(Bench bench) {
            bench.verifier(file -> {
                throw new StackOverflowError();
            });
        }
    };

    @Override
    public Set<Operation> breaks() {
        return EnumSet.of(Operation.LOAD, Operation.RELOAD, Operation.CHANGE);
    }

    @Override
    public void disarm(Bench bench) {
        bench.disk(CopyOutput.TO_DISK);
        bench.verifier(PluginVerifier.NONE);
    }
}
