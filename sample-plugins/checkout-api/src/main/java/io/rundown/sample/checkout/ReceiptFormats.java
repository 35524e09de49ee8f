package io.rundown.sample.checkout;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The application's ways to write a receipt, by name. A static map, as applications have them: it keeps an unloaded plugin
 * alive when the plugin forgets to take its format out.
 *
 * <p>All methods may be called from any thread.
 */
public final class ReceiptFormats {

    /** Writes receipts. */
    @FunctionalInterface
    public interface Format {

        /**
         * Writes a receipt.
         *
         * @param receipt the checkout
         * @return one line
         */
        String format(Receipt receipt);
    }

    private static final ConcurrentMap<String, Format> FORMATS = new ConcurrentHashMap<>();

    private ReceiptFormats() {}

    /**
     * Enters a format, in place of one with the same name.
     *
     * @param name what to ask for
     * @param format how to write; held until it is removed or replaced
     */
    public static void register(String name, Format format) {
        FORMATS.put(name, format);
    }

    /**
     * Takes a format out, unless another one has taken its place.
     *
     * @param name what to ask for
     * @param format the one that was registered
     * @return whether it was there
     */
    public static boolean remove(String name, Format format) {
        return FORMATS.remove(name, format);
    }

    /**
     * Looks for a format.
     *
     * @param name what it was registered as
     * @return the last one with this name that is still there
     */
    public static Optional<Format> find(String name) {
        return Optional.ofNullable(FORMATS.get(name));
    }
}
