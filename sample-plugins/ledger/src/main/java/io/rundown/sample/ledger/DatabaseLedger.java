package io.rundown.sample.ledger;

import io.rundown.sample.checkout.Ledger;
import io.rundown.sample.checkout.Receipt;
import org.pf4j.Extension;

/** The ledger in the {@link LedgerDatabase} of the running plugin. */
@Extension
public final class DatabaseLedger implements Ledger {

    /** Called by the plugin manager. */
    public DatabaseLedger() {}

    @Override
    public long record(Receipt receipt) {
        return LedgerPlugin.database().insert(receipt);
    }

    @Override
    public long entries() {
        return LedgerPlugin.database().count();
    }
}
