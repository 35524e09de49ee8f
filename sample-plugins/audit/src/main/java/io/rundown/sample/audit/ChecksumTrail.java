package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import io.rundown.sample.checkout.AuditTrail;
import io.rundown.sample.checkout.Receipt;
import org.pf4j.Extension;

/** Writes each receipt as a line and adds the line to the running {@link Watch}. */
@Extension
public final class ChecksumTrail implements AuditTrail {

    /** Static, as one usually sees it: the object in a thread's map leads to this class and its loader. */
    private static final ThreadLocal<AuditLine> LINE = ThreadLocal.withInitial(AuditLine::new);

    /** Called by the plugin manager. */
    public ChecksumTrail() {}

    @Override
    public void audited(Receipt receipt) {
        Watch watch = AuditPlugin.watch();
        Thread caller = Thread.currentThread();
        ClassLoader callers = caller.getContextClassLoader();
        // Libraries that the receipt may pass through look for their parts there.
        caller.setContextClassLoader(ChecksumTrail.class.getClassLoader());
        try {
            watch.add(LINE.get().of(receipt));
        } finally {
            if (!Leaks.onPurpose(Leak.CONTEXT_CLASS_LOADER)) {
                caller.setContextClassLoader(callers);
            }
            // After each call, as only the caller's own thread can do it: stop() would be too late.
            if (!Leaks.onPurpose(Leak.THREAD_LOCAL)) {
                LINE.remove();
            }
        }
    }

    @Override
    public long audits() {
        return AuditPlugin.watch().audits();
    }
}
