package io.rundown.sample.audit;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides what is left behind. Whoever holds something asks here before not giving it back, and
 * the answer is no unless the running plugin was told otherwise.
 */
final class Leaks {

    /** The system property that names what is left behind. */
    static final String PROPERTY = "rundown.sample.audit.leak";

    /** What can be left behind. */
    enum Leak {
        /** A thread that runs on after the stop, and shrugs off interrupts as such threads do. */
        THREAD,
        /** An object of the plugin's in a thread-local of each thread that called it. */
        THREAD_LOCAL,
        /** A listener in the application's registry. */
        LISTENER,
        /** A {@link java.util.Timer} with its thread and its task. */
        TIMER,
        /** A pool of threads, one of them idle. */
        EXECUTOR,
        /** An MBean in the JVM's server. */
        MBEAN,
        /** A thread that waits for the end of the JVM. */
        SHUTDOWN_HOOK,
        /** A bundle in the JVM's cache, which lets go of it when memory is short. */
        RESOURCE_BUNDLE,
        /** A {@link java.beans.BeanInfo} in the JVM's cache. */
        INTROSPECTOR,
        /** A handler of {@code java.util.logging} at the root logger. */
        LOGGING,
        /** A format in a static map of the application's. */
        STATIC,
        /** An exception that the application remembers. It takes a checkout that the application publishes. */
        EXCEPTION,
        /** The context class loader of each thread that called. */
        CONTEXT_CLASS_LOADER,
        /**
         * A thread of the application's pool, which remembers whose code was on the stack when it was made. Nothing
         * remembers that from Java 24 on.
         */
        ACCESS_CONTROL_CONTEXT;

        /** What {@link #PROPERTY} calls it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static volatile Set<Leak> chosen = Set.of();

    private Leaks() {}

    static boolean onPurpose(Leak leak) {
        return chosen.contains(leak);
    }

    /**
     * Decides until the next call.
     *
     * @param words the value of {@link #PROPERTY}; null, empty or blank for nothing
     * @throws IllegalArgumentException for a word that means nothing; what was decided before stays
     */
    static void choose(@Nullable String words) {
        chosen = parse(words == null ? "" : words);
    }

    private static Set<Leak> parse(String words) {
        EnumSet<Leak> leaks = EnumSet.noneOf(Leak.class);
        if (!words.isBlank()) {
            for (String word : words.split(",", -1)) {
                leaks.add(leak(word.strip(), words));
            }
        }
        return Set.copyOf(leaks);
    }

    private static Leak leak(String word, String words) {
        return Arrays.stream(Leak.values())
                .filter(leak -> leak.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        PROPERTY + "=" + words + ": no leak is called '" + word + "', only "
                                + Arrays.stream(Leak.values()).map(Leak::word).collect(Collectors.joining(", "))));
    }
}
