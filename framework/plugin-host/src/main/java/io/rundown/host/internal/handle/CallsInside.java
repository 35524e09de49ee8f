package io.rundown.host.internal.handle;

import io.rundown.Holder;
import io.rundown.Holder.Acquisition;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.CallInside.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds out what is inside a generation, and tells it in a form that keeps nothing of the plugin's. */
final class CallsInside {

    /** There may be very many asynchronous calls; their number is told elsewhere. */
    static final int ASYNC_SHOWN = 100;

    private static final Comparator<Holder> LONGEST_FIRST =
            Comparator.comparing(Holder::atLeast).reversed();

    /** By the difference, as the clock may start anywhere. */
    private static final Comparator<Promise> OLDEST_FIRST =
            (one, other) -> Long.signum(one.sinceNanos() - other.sinceNanos());

    private final Gate gate;

    CallsInside(Gate gate) {
        this.gate = gate;
    }

    /** The threads, then the asynchronous calls that have been waiting longest. */
    List<CallInside> look() {
        List<Holder> holders = gate.protection().holders();
        List<CallInside> found = new ArrayList<>();
        holders.stream().filter(each -> !isAsync(each)).map(this::thread).forEach(found::add);
        Stream<CallInside> async = gate.protection().isVerifying()
                ? longest(holders.stream().filter(CallsInside::isAsync), LONGEST_FIRST)
                        .map(this::recorded)
                : promised(System.nanoTime());
        async.forEach(found::add);
        return List.copyOf(found);
    }

    /** Chosen first and told afterwards: of a hundred thousand, only those that are shown cost anything. */
    private static <T> Stream<T> longest(Stream<T> all, Comparator<T> order) {
        return all.sorted(order).limit(ASYNC_SHOWN);
    }

    private static boolean isAsync(Holder holder) {
        return holder.kind() == Holder.Kind.TRANSFERABLE;
    }

    private CallInside thread(Holder holder) {
        List<StackTraceElement> stack = holder.stack();
        List<StackTraceElement> enteredAt = enteredAt(holder);
        return new CallInside(
                holder.kind() == Holder.Kind.VIRTUAL ? Kind.VIRTUAL_THREAD : Kind.PLATFORM_THREAD,
                gate.generation(),
                holder.threadName(),
                holder.threadId(),
                enteredAt.isEmpty()
                        ? HandleNames.outermostMethod(stack, gate.typesAsked())
                        : HandleNames.innermostMethod(enteredAt),
                holder.atLeast(),
                stack,
                enteredAt);
    }

    /** As verifier mode knows it; a {@link Promise} has its method as tag. */
    private CallInside recorded(Holder holder) {
        Acquisition taken = holder.acquisitions().get(0);
        return new CallInside(
                Kind.ASYNCHRONOUS,
                gate.generation(),
                holder.threadName(),
                holder.threadId(),
                Objects.requireNonNullElse(taken.tag(), ""),
                holder.atLeast(),
                List.of(),
                taken.stack());
    }

    /** All as of one moment, or the younger could look older. */
    private Stream<CallInside> promised(long now) {
        return longest(gate.pending().all(), OLDEST_FIRST).map(each -> promised(each, now));
    }

    private CallInside promised(Promise promise, long now) {
        Duration since = Duration.ofNanos(Math.max(0, now - promise.sinceNanos()));
        return new CallInside(
                Kind.ASYNCHRONOUS, gate.generation(), "", 0, promise.method(), since, List.of(), List.of());
    }

    /** Where the outermost hold was acquired. */
    private static List<StackTraceElement> enteredAt(Holder holder) {
        List<Acquisition> acquisitions = holder.acquisitions();
        return acquisitions.isEmpty() ? List.of() : acquisitions.get(0).stack();
    }
}
