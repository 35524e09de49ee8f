package io.rundown.host.internal.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.Guard;
import io.rundown.RundownProtection.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Who looks at the futures of a draining generation, also where the machine has no thread left that could. */
class PendingResultsTest {

    private final List<Runnable> watches = new ArrayList<>();
    private boolean noThreads = true;

    private final Gates gates = new Gates(
            new HandleCompiler(false),
            (name, body) -> {
                if (noThreads) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                watches.add(body);
            },
            false);
    private final Gate gate = gates.open("tax", "1.0.0", 1, new ClassLoader(null) {});

    private void promise(FutureTask<String> result) {
        try (Guard call = gate.protection().acquire()) {
            assertThat(call).isNotNull();
            gate.pending().addFuture(new HeldFuture(result, Promise.of(gate, "Promises.future", null)));
        }
    }

    private static FutureTask<String> task() {
        return new FutureTask<>(() -> "done");
    }

    @Test
    void aDrain_beginsAllTheSame_andWhatIsDoneIsTaken() {
        FutureTask<String> task = task();
        promise(task);
        task.run();

        gate.beginDraining();

        assertThat(gate.protection().state()).isEqualTo(State.RUN_DOWN);
    }

    @Test
    void theNextFuture_triesAgain() {
        FutureTask<String> first = task();
        FutureTask<String> second = task();
        promise(first);
        try (Guard inside = gate.protection().acquire()) {
            assertThat(inside).isNotNull();
            gate.beginDraining();
            noThreads = false;
            promise(second);
        }
        first.run();
        second.run();

        assertThat(watches).hasSize(1);
        CompletableFuture.runAsync(watches.get(0)).join();
        assertThat(gate.protection().state()).isEqualTo(State.RUN_DOWN);
    }

    @Test
    void aFutureThatComesWhenALookHasEnded_isLookedAtByAnother() {
        noThreads = false;
        FutureTask<String> first = task();
        FutureTask<String> second = task();
        try (Guard inside = gate.protection().acquire()) {
            assertThat(inside).isNotNull();
            promise(first);
            gate.beginDraining();
            first.run();
            CompletableFuture.runAsync(watches.get(0)).join();
            promise(second);
        }
        second.run();

        assertThat(watches).hasSize(2);
        CompletableFuture.runAsync(watches.get(1)).join();
        assertThat(gate.protection().state()).isEqualTo(State.RUN_DOWN);
    }
}
