package io.rundown.demo.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that check out as fast as they can until they are stopped. */
public final class Traffic implements AutoCloseable {

    private final List<Thread> threads = new ArrayList<>();

    /** Read by every worker before every order. */
    private volatile boolean stopped;

    private final AtomicLong numbers = new AtomicLong();

    /** Starts at once. */
    public Traffic(Checkout checkout, int count) {
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(() -> work(checkout), "checkout-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void work(Checkout checkout) {
        try {
            while (!stopped) {
                checkout.checkOut(numbers.incrementAndGet());
            }
        } catch (InterruptedException e) {
            // Somebody wants this thread to end, and it does.
            Thread.currentThread().interrupt();
        }
    }

    /** How many threads there are. */
    public int threads() {
        return threads.size();
    }

    /** Lets every thread finish its order. Idempotent; an interrupt of the calling thread ends the wait and is kept. */
    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
