package io.rundown.benchmarks.rundown;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Platform threads that do one thing when told and stay parked before and after it. */
final class ParkedThreads {

    /** Enough for what they do; the default times 2,000 is more than some machines have. */
    private static final long STACK_BYTES = 256 * 1024;

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch go = new CountDownLatch(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private CountDownLatch done = new CountDownLatch(0);

    /** Starts them and returns when all have done it. */
    void start(int count, Runnable once) throws InterruptedException {
        prepare(count, once);
        run();
    }

    /** Starts them and returns when all stand ready to do it. */
    void prepare(int count, Runnable once) throws InterruptedException {
        CountDownLatch ready = new CountDownLatch(count);
        done = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(null, () -> live(ready, once, done), "parked-" + i, STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        ready.await();
    }

    /** Makes all do it and returns when they have. */
    void run() throws InterruptedException {
        go.countDown();
        done.await();
    }

    private void live(CountDownLatch ready, Runnable once, CountDownLatch did) {
        try {
            ready.countDown();
            go.await();
            once.run();
            did.countDown();
            stop.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(
                    "Nobody interrupts " + Thread.currentThread().getName(), e);
        }
    }

    void stop() throws InterruptedException {
        stop.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
