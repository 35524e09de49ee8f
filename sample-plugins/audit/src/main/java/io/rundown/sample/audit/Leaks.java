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
        LISTENER;

        private String word() {
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
