package io.rundown.sample.ledger;

import io.rundown.sample.checkout.Receipt;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that uses the database; callers hand it their work and wait.
 *
 * <p>Callers do not use the connection themselves for two reasons. An interrupt that meets a thread inside a
 * {@code FileChannel} closes the channel, here the database of everyone, and callers of a plugin are interrupted when
 * it is unloaded by force. And nothing that the database library might keep for a thread stays in the application's.
 */
final class LedgerDatabase implements AutoCloseable {

    private static final long CLOSE_MILLIS = 5_000;

    private final Path folder;
    private final ThreadPoolExecutor writer;

    /** Used by the writer's thread only. */
    private @Nullable LedgerConnection connection;

    private volatile @Nullable Thread thread;

    private LedgerDatabase(Path folder) {
        this.folder = folder;
        this.writer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread started = new Thread(work, "ledger-writer");
            started.setDaemon(true);
            thread = started;
            return started;
        });
    }

    /**
     * Opens a new database.
     *
     * @param leaveDriver whether to leave the driver registered at the end
     * @throws IllegalStateException if that fails; nothing stays open then
     */
    static LedgerDatabase open(Path folder, boolean leaveDriver) {
        LedgerDatabase database = new LedgerDatabase(folder);
        try {
            database.onWriter("open", () -> {
                database.connection = LedgerConnection.open(folder, leaveDriver);
                return true;
            });
            return database;
        } catch (RuntimeException | Error e) {
            try {
                database.close();
            } catch (RuntimeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    long insert(Receipt receipt) {
        return onWriter(
                "write the receipt for '" + receipt.order().id() + "'",
                () -> connected().insert(receipt));
    }

    long count() {
        return onWriter("count the entries", () -> connected().count());
    }

    /**
     * Does the work that was handed over, closes the database and ends the thread; a second call does nothing.
     *
     * <p>If the calling thread is interrupted, closing goes on without it.
     *
     * @throws IllegalStateException if the database does not close, or not in time
     */
    @Override
    public void close() {
        if (writer.isShutdown()) {
            return;
        }
        Future<?> closed = writer.submit(this::disconnect);
        writer.shutdown();
        try {
            closed.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            Thread ending = thread;
            if (ending != null) {
                ending.join(CLOSE_MILLIS);
            }
        } catch (TimeoutException e) {
            // The last resort: this closes the files under the database.
            writer.shutdownNow();
            throw failure("not closed after " + CLOSE_MILLIS + " ms; its thread was interrupted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while waiting for it to close", e);
        } catch (ExecutionException e) {
            throw failure("cannot close", e.getCause());
        }
    }

    private boolean disconnect() throws SQLException {
        LedgerConnection closing = connection;
        connection = null;
        if (closing != null) {
            closing.close();
        }
        return true;
    }

    private LedgerConnection connected() throws SQLException {
        LedgerConnection open = connection;
        if (open == null) {
            throw new SQLException("There is no connection");
        }
        return open;
    }

    private <T> T onWriter(String what, Callable<T> work) {
        if (Thread.currentThread().isInterrupted()) {
            // Handed over now, the work might be done before the wait for it sees the interrupt, or might not.
            throw failure("interrupted before it could " + what, null);
        }
        Future<T> result;
        try {
            result = writer.submit(work);
        } catch (RejectedExecutionException e) {
            throw failure("closed; cannot " + what, e);
        }
        try {
            return result.get();
        } catch (InterruptedException e) {
            // Without interrupting the writer. Work that it has not begun yet, it will not begin.
            result.cancel(false);
            Thread.currentThread().interrupt();
            throw failure("interrupted while waiting to " + what, e);
        } catch (ExecutionException e) {
            throw failure("cannot " + what, e.getCause());
        }
    }

    private IllegalStateException failure(String what, @Nullable Throwable cause) {
        return new IllegalStateException("Ledger in '" + folder + "': " + what, cause);
    }
}
