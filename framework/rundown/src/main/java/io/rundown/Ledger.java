package io.rundown;

import io.rundown.Holder.Acquisition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Every open hold of a protection in verifier mode, as Linux's {@code ref_tracker} keeps them. The counters decide who is
 * inside, here as ever; the ledger only knows more about it. A hold is entered after it is counted, and struck out before
 * its count is given back.
 */
final class Ledger {

    private static final Comparator<Hold> OLDEST_FIRST = Comparator.comparingLong(Hold::number);

    private final RundownState state;
    private final Verifier verifier;
    private final String owner;
    private final LongSupplier nanoClock;

    /** By identity. Written by whoever acquires and closes, read by whoever looks, who may miss those that come and go. */
    private final Set<Hold> open = ConcurrentHashMap.newKeySet();

    private final AtomicLong numbers = new AtomicLong();

    Ledger(RundownState state, Verifier verifier, String owner, LongSupplier nanoClock) {
        this.state = state;
        this.verifier = verifier;
        this.owner = owner;
        this.nanoClock = nanoClock;
    }

    /** The guard for an acquire that was just admitted. If there can be none, the acquire is given back. */
    Guard guard(CountedGuard account, @Nullable String tag) {
        try {
            Hold hold = hold(account, 1, tag);
            RecordedGuard guard = new RecordedGuard(account, hold);
            enter(hold, guard);
            return guard;
        } catch (RuntimeException | Error e) {
            // A stack overflow, say: nobody could ever close this guard.
            account.close();
            throw e;
        }
    }

    /** What is known of a transferable guard from now on. */
    Hold transferable(TransferableGuard guard, int count, @Nullable String tag) {
        Hold hold = hold(null, count, tag);
        enter(hold, guard);
        return hold;
    }

    private Hold hold(@Nullable CountedGuard account, int count, @Nullable String tag) {
        return new Hold(this, account, count, tag, numbers.incrementAndGet(), nanoClock.getAsLong());
    }

    private void enter(Hold hold, Object guard) {
        open.add(hold);
        try {
            hold.watch(verifier.watch(guard, hold));
        } catch (RuntimeException | Error e) {
            strike(hold);
            throw e;
        }
    }

    void strike(Hold hold) {
        open.remove(hold);
    }

    /** Says that nobody can close a hold any more. It stays open, and in the ledger. */
    void dropped(Hold hold) {
        state.dropped(hold.count());
        verifier.tell(
                hold + " was dropped without being closed; " + state.words()
                        + ". A rundown of this protection can never end. Close guards in a finally block, or when the"
                        + " asynchronous result is done; the cause says where this one was acquired",
                hold.acquired(null));
    }

    /** Of what this is the ledger, as messages continue "the protection". */
    String ofWhat() {
        return owner.isEmpty() ? "" : " of " + owner;
    }

    /** How the open guards of each account came in, the outermost first. */
    Map<OwnedGuard, List<Acquisition>> ofAccounts(long nowNanos) {
        Map<OwnedGuard, List<Acquisition>> found = new HashMap<>(); // guards are equal to themselves only
        open.stream().sorted(OLDEST_FIRST).forEach(hold -> {
            CountedGuard account = hold.account();
            if (account != null) {
                found.computeIfAbsent(account, first -> new ArrayList<>()).add(hold.told(nowNanos));
            }
        });
        return found;
    }

    /** One holder for each transferable guard, the oldest first. */
    List<Holder> transferables(long nowNanos) {
        return open.stream()
                .filter(Hold::isTransferable)
                .sorted(OLDEST_FIRST)
                .map(hold -> holder(hold, nowNanos))
                .toList();
    }

    long heldTransferable() {
        return open.stream().filter(Hold::isTransferable).mapToLong(Hold::count).sum();
    }

    private static Holder holder(Hold hold, long nowNanos) {
        Acquisition taken = hold.told(nowNanos);
        return new Holder(
                Holder.Kind.TRANSFERABLE,
                null,
                taken.threadName(),
                taken.threadId(),
                hold.count(),
                taken.held(),
                List.of(),
                List.of(taken));
    }
}
