package io.rundown.demo.screen;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times in as few characters as will do: seven at the most for numbers, six for times. */
public final class Brief {

    private Brief() {}

    /** As in {@code 0}, {@code 12,345} or {@code 1.23M}. */
    public static String number(long value) {
        if (value < 1_000_000) {
            return String.format(Locale.ROOT, "%,d", value);
        }
        return value < 999_500_000
                ? String.format(Locale.ROOT, "%.2fM", value / 1e6)
                : String.format(Locale.ROOT, "%.2fG", value / 1e9);
    }

    /** A number of something by the second; a dash for what is not a number. */
    public static String rate(double perSecond) {
        return Double.isNaN(perSecond) ? "-" : number(Math.round(perSecond));
    }

    /** As in {@code 0.4s}, {@code 12s}, {@code 3m20s}, {@code 2h05m}, {@code 12d03h} or {@code 120d}; what is to come is now. */
    public static String age(Duration age) {
        if (age.isNegative()) {
            return "0.0s";
        }
        if (age.toMillis() < 10_000) {
            return age.toSeconds() + "." + age.toMillisPart() / 100 + "s";
        }
        if (age.toMinutes() < 1) {
            return age.toSeconds() + "s";
        }
        if (age.toHours() < 1) {
            return String.format(Locale.ROOT, "%dm%02ds", age.toMinutes(), age.toSecondsPart());
        }
        if (age.toDays() < 1) {
            return String.format(Locale.ROOT, "%dh%02dm", age.toHours(), age.toMinutesPart());
        }
        return age.toDays() >= 100
                ? age.toDays() + "d"
                : String.format(Locale.ROOT, "%dd%02dh", age.toDays(), age.toHoursPart());
    }
}
