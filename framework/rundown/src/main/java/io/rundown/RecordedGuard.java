package io.rundown;

import java.lang.ref.Reference;

/**
 * The guard of a single acquire, in verifier mode. Knows whether it was closed, so that a second close does not pass for
 * that of an outer guard. Nothing outside verifier mode mentions this class: as long as it is not loaded, the JIT knows
 * that guards are accounts.
 */
final class RecordedGuard implements Guard {

    private final CountedGuard account;
    private final Hold hold;

    /** Touched by the owner only. */
    private boolean closed;

    RecordedGuard(CountedGuard account, Hold hold) {
        this.account = account;
        this.hold = hold;
    }

    @Override
    public void close() {
        try {
            if (!account.refersTo(Thread.currentThread())) {
                throw because(account.closedElsewhere());
            }
            if (closed) {
                throw because(account.closedTwice());
            }
            closed = true;
            giveBack();
        } finally {
            // Until the hold knows, the guard must not look dropped.
            Reference.reachabilityFence(this);
        }
    }

    private void giveBack() {
        try {
            hold.closed();
        } finally {
            account.close();
        }
    }

    private IllegalStateException because(IllegalStateException misuse) {
        misuse.initCause(hold.history());
        return misuse;
    }

    @Override
    public String toString() {
        return "RecordedGuard[" + account + ", " + (closed ? "closed" : "open") + "]";
    }
}
