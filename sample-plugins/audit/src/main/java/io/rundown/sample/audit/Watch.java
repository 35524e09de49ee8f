package io.rundown.sample.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rundown.sample.audit.Leaks.Leak;
import io.rundown.sample.checkout.CheckoutEvents;
import io.rundown.sample.checkout.Receipt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From start to stop: counts what is audited, listens to what is checked out, and has a thread that compares the two
 * and logs the checksum now and then.
 */
final class Watch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final long SEAL_MILLIS = 200;
    private static final long JOIN_MILLIS = 2_000;

    private final LongAdder audits = new LongAdder();
    private final LongAdder checkouts = new LongAdder();
    private final CRC32C checksum = new CRC32C();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final CheckoutEvents.Subscription subscription;
    private final Thread thread;

    Watch(CheckoutEvents events) {
        subscription = events.subscribe(this::checkedOut);
        thread = new Thread(this::sealUntilTheEnd, "audit-seal");
        thread.setDaemon(true);
        thread.start();
    }

    private void checkedOut(Receipt receipt) {
        checkouts.increment();
        if (Leaks.onPurpose(Leak.EXCEPTION)) {
            throw new UnauditedException(receipt.order().id());
        }
    }

    void add(String line) {
        synchronized (checksum) {
            checksum.update(line.getBytes(UTF_8));
        }
        audits.increment();
    }

    long audits() {
        return audits.sum();
    }

    long checkouts() {
        return checkouts.sum();
    }

    /**
     * Leaves the registry and ends the thread, unless one of them is a leak on purpose; a second call does nothing.
     *
     * @throws IllegalStateException if the thread does not end
     */
    @Override
    public void close() {
        if (!Leaks.onPurpose(Leak.LISTENER)) {
            subscription.close();
        }
        if (!Leaks.onPurpose(Leak.THREAD)) {
            endThread();
        }
    }

    private void endThread() {
        ending.countDown();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("Plugin 'audit': thread '" + thread.getName() + "' is still running");
        }
    }

    private void sealUntilTheEnd() {
        boolean end = false;
        while (!end) {
            try {
                end = ending.await(SEAL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                end = !Leaks.onPurpose(Leak.THREAD);
            }
            seal();
        }
    }

    private void seal() {
        long sealed;
        synchronized (checksum) {
            sealed = checksum.getValue();
        }
        log.trace("{} audits of {} checkouts, checksum {}", audits, checkouts, sealed);
    }
}
