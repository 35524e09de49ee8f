package io.rundown.demo.leaks;

import java.util.Locale;

/** Numbers of bytes as people say them. */
final class Sizes {

    private static final double KILO = 1_000;
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

    private Sizes() {}

    static String inWords(long bytes) {
        double size = bytes;
        int unit = 0;
        // Where rounding would make it a thousand, it is one of the next.
        while (size >= KILO - 0.5 && unit < UNITS.length - 1) {
            size /= KILO;
            unit++;
        }
        String format = unit > 0 && size < 9.95 ? "%.1f %s" : "%.0f %s";
        return String.format(Locale.ROOT, format, size, UNITS[unit]);
    }
}
