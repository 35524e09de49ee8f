package io.rundown.sample.ledger;

import org.jspecify.annotations.Nullable;

/** Decides whether the driver stays registered when the database closes, which keeps the unloaded plugin. */
final class DriverLeak {

    /** The system property that says so. */
    static final String PROPERTY = "rundown.sample.ledger.leak";

    private static final String WORD = "jdbc-driver";

    private DriverLeak() {}

    /**
     * Whether it is left behind on purpose.
     *
     * @param word the value of {@link #PROPERTY}; null or blank for no
     * @throws IllegalArgumentException for a word that means nothing
     */
    static boolean onPurpose(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return false;
        }
        if (!word.strip().equals(WORD)) {
            throw new IllegalArgumentException(PROPERTY + "=" + word + ": no leak is called that, only " + WORD);
        }
        return true;
    }
}
