package io.rundown.sample.ledger;

import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;

/** The plugin {@code ledger}: opens the {@link LedgerDatabase} when it starts and closes it when it stops. */
public final class LedgerPlugin extends Plugin {

    /**
     * What the running plugin has open. Static, as pf4j makes extensions through a constructor without arguments;
     * each loaded copy of the plugin has a class loader, hence a field, of its own.
     */
    private static volatile @Nullable LedgerDatabase database;

    private volatile @Nullable LedgerFolder folder;

    /** Called by the plugin manager. */
    public LedgerPlugin() {}

    /**
     * Opens the database.
     *
     * @throws IllegalArgumentException if {@link DriverLeak#PROPERTY} asks for a leak that there is not
     */
    @Override
    public void start() {
        boolean leaveDriver = DriverLeak.onPurpose(System.getProperty(DriverLeak.PROPERTY));
        LedgerFolder created = LedgerFolder.create(System.getProperty(LedgerFolder.PROPERTY));
        try {
            database = LedgerDatabase.open(created.path(), leaveDriver);
        } catch (RuntimeException | Error e) {
            closeAfter(e, created);
            throw e;
        }
        folder = created;
        log.debug("The ledger is in '{}'", created.path());
    }

    /**
     * Closes the database, and deletes a temporary folder whatever came of that; a second call does nothing.
     *
     * @throws RuntimeException the first thing that went wrong; later ones are suppressed in it
     */
    @Override
    public void stop() {
        LedgerDatabase closing = database;
        LedgerFolder leaving = folder;
        database = null;
        folder = null;
        if (closing == null || leaving == null) {
            return;
        }
        try (leaving) {
            closing.close();
        }
        log.debug("The ledger in '{}' is closed", leaving.path());
    }

    private static void closeAfter(Throwable failure, LedgerFolder folder) {
        try {
            folder.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    static LedgerDatabase database() {
        LedgerDatabase open = database;
        if (open == null) {
            throw new IllegalStateException("Plugin 'ledger' is not started");
        }
        return open;
    }
}
