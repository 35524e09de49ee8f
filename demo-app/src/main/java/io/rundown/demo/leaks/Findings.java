package io.rundown.demo.leaks;

import io.rundown.demo.screen.Screen;
import io.rundown.host.model.Durations;
import io.rundown.leak.LeakPath;
import io.rundown.leak.LeakReport;
import io.rundown.leak.LoaderLeak;
import java.nio.file.Path;
import java.util.Locale;

/** Tells people what a dump says: one section for each class loader, in it one numbered entry for each holder. */
public final class Findings {

    private static final String INDENT = "   ";
    private static final String MORE = "      ";

    private Findings() {}

    /** Whether anybody holds any of the class loaders strongly; soft references let go when memory is short. */
    public static boolean isLeak(LeakReport report) {
        return report.loaders().stream().anyMatch(LoaderLeak::strong);
    }

    /** Writes all of it. */
    public static void print(Screen screen, Path dump, LeakReport report) {
        screen.paragraph(
                "",
                String.format(
                        Locale.ROOT,
                        "%s: %s, %,d objects, %,d classes, read in %s",
                        dump.getFileName(),
                        Sizes.inWords(report.bytes()),
                        report.objects(),
                        report.classes(),
                        Durations.inWords(report.took())));
        screen.line("");
        screen.paragraph("", report.conclusion());
        for (LoaderLeak each : report.loaders()) {
            screen.line("");
            print(screen, each);
        }
    }

    private static void print(Screen screen, LoaderLeak leak) {
        String name = leak.name().isEmpty() ? "" : "'" + leak.name() + "', ";
        screen.paragraph(
                "",
                "class loader " + name + "a " + leak.type() + ", " + leak.classes()
                        + (leak.classes() == 1 ? " class" : " classes"));
        if (!leak.reason().isEmpty()) {
            screen.paragraph(INDENT, leak.reason());
        }
        int number = 0;
        for (LeakPath each : leak.paths()) {
            print(screen, ++number, each);
        }
        if (leak.more() > 0) {
            screen.line(INDENT + "and " + leak.more() + " more");
        }
        if (!leak.note().isEmpty()) {
            screen.paragraph(INDENT, leak.note());
        }
    }

    private static void print(Screen screen, int number, LeakPath path) {
        screen.paragraph(String.format(Locale.ROOT, "%4d  ", number), MORE, path.path());
        screen.paragraph(MORE, path.hint());
    }
}
