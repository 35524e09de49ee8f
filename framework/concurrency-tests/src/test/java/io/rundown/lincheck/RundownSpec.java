package io.rundown.lincheck;

import java.util.Arrays;

/** What a protection means, said without concurrency. Public for Lincheck, as are its methods. */
public class RundownSpec {

    private boolean closed;
    private final int[] holds = new int[Cast.SEATS];
    private final int[] transferable = new int[Cast.SEATS];

    public boolean acquire(int thread) {
        boolean admitted = !closed || holds[thread] > 0;
        holds[thread] += admitted ? 1 : 0;
        return admitted;
    }

    public boolean release(int thread) {
        boolean held = holds[thread] > 0;
        holds[thread] -= held ? 1 : 0;
        return held;
    }

    public boolean acquireTransferable(int thread) {
        boolean admitted = !closed || holds[thread] > 0;
        transferable[thread] += admitted ? 1 : 0;
        return admitted;
    }

    public boolean releaseTransferable(int thread) {
        boolean held = transferable[thread] > 0;
        transferable[thread] -= held ? 1 : 0;
        return held;
    }

    public void begin() {
        closed = true;
    }

    public boolean hasEveryoneLeft() {
        return closed
                && Arrays.stream(holds).sum() + Arrays.stream(transferable).sum() == 0;
    }

    public boolean resume() {
        boolean resumed = closed;
        closed = false;
        return resumed;
    }

    public boolean reinitialize() {
        return hasEveryoneLeft() && resume();
    }
}
