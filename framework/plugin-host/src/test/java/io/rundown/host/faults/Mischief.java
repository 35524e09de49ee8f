package io.rundown.host.faults;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Decides what the victim's code does. Shared with the plugin, as it is the application's class. */
public final class Mischief {

    private static final Map<Place, Misdeed> ARMED = new ConcurrentHashMap<>();

    /** Every class loader of the victim, with the fault under which it was made. */
    private static final Queue<Born> LOADERS = new ConcurrentLinkedQueue<>();

    private static volatile String fault = "";
    private static volatile CountDownLatch release = new CountDownLatch(1);
    private static volatile CompletableFuture<Object> hanging = new CompletableFuture<>();

    /** The threads that do not return, by their ids: a thread keeps its context class loader. */
    private static final Set<Long> HANGING = ConcurrentHashMap.newKeySet();

    private Mischief() {}

    /** A class loader. */
    private record Born(String fault, WeakReference<ClassLoader> loader) {}

    // ------------------------------------------------------------------------ called by the test

    /** Begins a test; its name goes to the loaders made in it. */
    static void begin(String name) {
        fault = name;
        ARMED.clear();
        release = new CountDownLatch(1);
        hanging = new CompletableFuture<>();
    }

    static void arm(Place place, Misdeed misdeed) {
        ARMED.put(place, misdeed);
    }

    /** Lets those that hang return. */
    static void disarm() {
        ARMED.clear();
        release.countDown();
        release = new CountDownLatch(1);
        hanging = new CompletableFuture<>();
    }

    /** Completes when something hangs. */
    static CompletableFuture<Object> hanging() {
        return hanging;
    }

    static boolean isHanging(Thread thread) {
        return HANGING.contains(thread.getId());
    }

    /** The faults whose class loaders are still there. */
    static List<String> faultsThatLeak() {
        System.gc();
        LOADERS.removeIf(each -> each.loader().get() == null);
        return LOADERS.stream().map(Born::fault).distinct().toList();
    }

    // ------------------------------------------------------------------------ called by the plugin

    /** Called once by each generation. */
    public static boolean born(ClassLoader loader) {
        return LOADERS.add(new Born(fault, new WeakReference<>(loader)));
    }

    /** Called wherever the plugin's code runs. */
    public static void at(Place place, Function<Misdeed, Throwable> own) {
        Misdeed misdeed = ARMED.get(place);
        if (misdeed != null) {
            commit(misdeed, own);
        }
    }

    private static void commit(Misdeed misdeed, Function<Misdeed, Throwable> own) {
        switch (misdeed) {
            case EXCEPTION -> throw new IllegalStateException("no");
            case CHECKED_EXCEPTION -> sneak(new IOException("no"));
            case ERROR -> throw new AssertionError("no");
            case LINKAGE_ERROR -> throw new NoClassDefFoundError("com/acme/Gone");
            case OUT_OF_MEMORY -> tooMuch(Integer.MAX_VALUE);
            case STACK_OVERFLOW -> tooDeep(Integer.MAX_VALUE);
            case OWN_EXCEPTION, OWN_ERROR, SPEECHLESS_EXCEPTION -> sneak(own.apply(misdeed));
            case HANG -> hang();
            case INTERRUPTED -> sneak(interrupted());
            case LEAVES_AN_INTERRUPT -> Thread.currentThread().interrupt();
        }
    }

    /** Throws what the compiler would not let through. */
    @SuppressWarnings({"unchecked", "DoNotCallSuggester"})
    public static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** No machine has room for an array of this length. */
    private static void tooMuch(int length) {
        if (new long[length].length == length) {
            throw new IllegalStateException("There was room");
        }
    }

    private static int tooDeep(int levels) {
        return levels == 0 ? 0 : tooDeep(levels - 1) + 1;
    }

    private static Throwable interrupted() {
        Thread.currentThread().interrupt();
        try {
            new CountDownLatch(1).await();
            return new IllegalStateException("not interrupted");
        } catch (InterruptedException e) {
            return e;
        }
    }

    private static void hang() {
        CountDownLatch until = release;
        HANGING.add(Thread.currentThread().getId());
        hanging.complete(true);
        boolean interrupted = false;
        while (true) {
            try {
                until.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        HANGING.remove(Thread.currentThread().getId());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
