package io.rundown.demo.story;

import io.rundown.demo.checkout.Tally.Counts;
import io.rundown.demo.screen.Screen;
import io.rundown.demo.screen.Table;
import io.rundown.host.model.Durations;
import io.rundown.host.model.UnloadReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Tells how the story ended: figures, then one line for each promise. */
final class Summary {

    private Summary() {}

    static void print(Screen screen, Facts facts, List<Verdict> verdicts) {
        Counts counts = facts.counts();
        screen.line("");
        new Table("calls", "let in", "refused", "failed")
                .right("let in", "refused", "failed")
                .row("checkouts", counts.checkouts(), counts.refused(), counts.failed())
                .row("fraud checks", counts.fraudChecks(), counts.fraudRefusals(), counts.fraudFailures())
                .lines()
                .forEach(screen::line);
        screen.line("");
        Table times = new Table("drain times", "count", "median", "longest").right("count", "median", "longest");
        addTimes(times, "fraud, unloaded", unloaded(facts.fraud().stream().map(Facts.FraudUnload::report)));
        addTimes(times, "tax, reloaded", facts.tax().drainTimes());
        addTimes(times, "rates and carrier, reloaded", facts.pair().drainTimes());
        addTimes(times, "all, at the end", unloaded(facts.end().stream()));
        times.lines().forEach(screen::line);
        screen.line("");
        screen.line(facts.threads() + " threads, " + Durations.inWords(facts.lasted()) + ", "
                + counts.checkouts() * 1000 / Math.max(1, facts.lasted().toMillis()) + " checkouts a second, "
                + (facts.tax().count() + facts.pair().count()) + " reloads");
        counts.examples().forEach(each -> screen.line("went wrong: " + each));
        screen.line("");
        verdicts.forEach(each -> print(screen, each));
    }

    private static void print(Screen screen, Verdict verdict) {
        String mark = verdict.kept() ? screen.kept() : screen.broken();
        screen.line(mark + "  " + verdict.promise());
        screen.paragraph(" ".repeat(mark.length() + 2), verdict.evidence());
    }

    private static List<Duration> unloaded(Stream<UnloadReport> reports) {
        return reports.flatMap(each -> each.generations().stream())
                .map(each -> each.drain().took())
                .sorted()
                .toList();
    }

    private static void addTimes(Table table, String what, List<Duration> sorted) {
        if (sorted.isEmpty()) {
            table.row(what, 0, "-", "-");
        } else {
            Duration median = sorted.get(sorted.size() / 2);
            Duration longest = sorted.get(sorted.size() - 1);
            table.row(what, sorted.size(), Durations.inWords(median), Durations.inWords(longest));
        }
    }
}
