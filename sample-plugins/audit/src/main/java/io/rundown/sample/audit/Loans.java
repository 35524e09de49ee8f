package io.rundown.sample.audit;

import io.rundown.sample.checkout.CheckoutTasks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that the running plugin has borrowed, and the place that leaves some of it behind on purpose. */
final class Loans implements AutoCloseable {

    /** The latest first, as later ones use earlier ones. Filled before anyone else sees it, and not changed afterwards. */
    private final Deque<Loan> taken = new ArrayDeque<>();

    private Loans() {}

    /** Takes one of each kind; none stays if one cannot be had. */
    static Loans take(Watch watch) {
        WarningCounter warnings = new WarningCounter();
        TextsEntry entry = new TextsEntry();
        TotalsProperties properties = new TotalsProperties();
        Comparisons comparisons = new Comparisons(watch, properties, CheckoutTasks.shared());
        return take(List.of(
                () -> entry,
                () -> properties,
                warnings::atTheRootLogger,
                comparisons::begun,
                () -> new RateTimer(watch, entry.texts()),
                () -> new StatisticsEntry(new AuditStatistics(watch, warnings, comparisons)),
                new LastWord(watch, entry.texts())::waiting,
                LineFormat::new));
    }

    static Loans take(List<Supplier<? extends Loan>> lenders) {
        Loans loans = new Loans();
        try {
            lenders.forEach(each -> loans.taken.push(each.get()));
            return loans;
        } catch (RuntimeException | Error e) {
            try {
                loans.giveBack(all -> true);
            } catch (RuntimeException later) {
                e.addSuppressed(later);
            }
            throw e;
        }
    }

    /**
     * Gives back what is not left behind on purpose; a second call does nothing, unless less is left on purpose by then.
     *
     * @throws RuntimeException the first thing that went wrong; the others are given back all the same
     */
    @Override
    public void close() {
        giveBack(loan -> !Leaks.onPurpose(loan.leak()));
    }

    private void giveBack(Predicate<Loan> which) {
        RuntimeException first = null;
        for (Loan loan : taken) {
            first = which.test(loan) ? close(loan, first) : first;
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException close(Loan loan, @Nullable RuntimeException first) {
        try {
            loan.close();
            return first;
        } catch (RuntimeException e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
            return first;
        }
    }
}
