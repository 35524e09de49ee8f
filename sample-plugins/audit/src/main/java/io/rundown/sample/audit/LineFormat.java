package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import io.rundown.sample.checkout.Receipt;
import io.rundown.sample.checkout.ReceiptFormats;

/** The audit's way to write a receipt, for everyone who asks the application for it. */
final class LineFormat implements ReceiptFormats.Format, Loan {

    /** What to ask for. */
    static final String NAME = "audit";

    LineFormat() {
        ReceiptFormats.register(NAME, this);
    }

    @Override
    public String format(Receipt receipt) {
        return new AuditLine().of(receipt);
    }

    @Override
    public Leak leak() {
        return Leak.STATIC;
    }

    @Override
    public void close() {
        ReceiptFormats.remove(NAME, this);
    }
}
