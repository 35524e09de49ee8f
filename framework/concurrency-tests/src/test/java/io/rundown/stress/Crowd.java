package io.rundown.stress;

import io.rundown.Guard;
import io.rundown.RundownProtection;
import io.rundown.TransferableGuard;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Callers of every kind, who call until told to stop. */
final class Crowd {

    /** As many as {@link #start()} may ask for. */
    static final int LARGEST = 8;

    private record HandedOver(TransferableGuard guard, Generation generation) {}

    private final RundownProtection protection;
    private final BlockingQueue<HandedOver> handedOver = new ArrayBlockingQueue<>(4);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Read inside only; the owner replaces it while nobody is. */
    private Generation current;

    private volatile boolean over;

    Crowd(RundownProtection protection, Generation first) {
        this.protection = protection;
        this.current = first;
    }

    /** To be called while nobody is inside. */
    void protect(Generation next) {
        current = next;
    }

    void start() throws ReflectiveOperationException {
        platform(this::callNested);
        platform(this::callNested);
        platform(this::callTransferable);
        platform(this::callAndHandOver);
        platform(this::closeWhatIsHandedOver);
        if (Runtime.version().feature() >= 21) {
            virtual(this::callNested);
            virtual(this::callTransferable);
        }
    }

    private void platform(IntConsumer call) {
        Thread thread = new Thread(looping(call), "caller-" + threads.size());
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** By reflection, for as long as the sources are those of Java 17. */
    private void virtual(IntConsumer call) throws ReflectiveOperationException {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        threads.add((Thread) start.invoke(null, looping(call)));
    }

    @SuppressWarnings("ThreadPriorityCheck") // virtual threads share few carriers, and nothing here waits
    private Runnable looping(IntConsumer call) {
        int caller = threads.size();
        return () -> {
            try {
                while (!over) {
                    call.accept(caller);
                    Thread.yield();
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        };
    }

    private void callNested(int caller) {
        try (Guard outer = protection.tryAcquire()) {
            if (outer == null) {
                return;
            }
            Generation generation = current;
            generation.enter(caller);
            try (Guard inner = protection.tryAcquire()) {
                if (inner == null) {
                    throw new AssertionError("A holder was refused: " + protection);
                }
                generation.enter(caller);
                generation.leave(caller);
            }
            generation.leave(caller);
        }
    }

    private void callTransferable(int caller) {
        try (TransferableGuard guard = protection.tryAcquireTransferable(2)) {
            if (guard != null) {
                Generation generation = current;
                generation.enter(caller);
                generation.leave(caller);
            }
        }
    }

    private void callAndHandOver(int caller) {
        try (Guard call = protection.tryAcquire()) {
            if (call == null) {
                return;
            }
            TransferableGuard guard = protection.tryAcquireTransferable();
            if (guard == null) {
                throw new AssertionError("A holder was refused a transferable guard: " + protection);
            }
            Generation generation = current;
            generation.enter(caller);
            if (!handedOver.offer(new HandedOver(guard, generation))) {
                generation.leave(caller);
                guard.close();
            }
        }
    }

    private void closeWhatIsHandedOver(int caller) {
        HandedOver next = handedOver.poll();
        if (next != null) {
            next.generation.leave(caller);
            next.guard.close();
        }
    }

    void requireNoFailure() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new AssertionError("A caller failed", failed);
        }
    }

    /** Returns when every caller has come to its end. */
    void stop(Duration patience) throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                throw new AssertionError(thread + " is stuck");
            }
        }
        requireNoFailure();
    }

    /** Gives back what is still in the queue. */
    void closeTheRest() throws InterruptedException {
        HandedOver next = handedOver.poll(0, TimeUnit.SECONDS);
        while (next != null) {
            next.generation.leave(0);
            next.guard.close();
            next = handedOver.poll(0, TimeUnit.SECONDS);
        }
    }
}
