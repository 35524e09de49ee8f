package io.rundown.demo.story;

import io.rundown.demo.checkout.Checkout;
import io.rundown.demo.checkout.PriceBook;
import io.rundown.demo.checkout.Tally;
import io.rundown.demo.checkout.Traffic;
import io.rundown.demo.screen.Screen;
import io.rundown.demo.story.Facts.BrokenReload;
import io.rundown.demo.story.Facts.FraudUnload;
import io.rundown.demo.story.Facts.Leak;
import io.rundown.host.PluginHost;
import io.rundown.host.model.Failure;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The story: checkouts run as fast as they can, and meanwhile an administrator takes plugins out and puts others in.
 * What was seen is gathered as {@link Facts}; nothing is judged here.
 */
final class Story {

    private static final Duration GLANCE = Duration.ofMillis(40);
    private static final Duration LONGEST_WAIT_FOR_A_COLLECTION = Duration.ofSeconds(30);
    private static final int BAR = 12;

    private final PluginHost host;
    private final Cast cast;
    private final Pace pace;
    private final Screen screen;
    private final Tally tally = new Tally();
    private final PriceBook prices = new PriceBook();

    /**
     * Who plays.
     *
     * @param fraud the file of the fraud check
     * @param tax the file of the tax rules to begin with
     * @param otherTax the file of another version that works
     * @param brokenTax the file of a version that does not start
     * @param audit the file of the audit, which leaks when it is told to
     */
    record Cast(Path fraud, Path tax, Path otherTax, Path brokenTax, Path audit) {}

    Story(PluginHost host, Cast cast, Pace pace, Screen screen) {
        this.host = host;
        this.cast = cast;
        this.pace = pace;
        this.screen = screen;
    }

    /** Plays it with checkouts on a number of threads. */
    Facts play(int threads) throws InterruptedException {
        long start = System.nanoTime();
        Checkout checkout = new Checkout(host, tally, prices);
        List<FraudUnload> fraud;
        Reloads tax;
        BrokenReload broken;
        Reloads pair;
        try (Traffic traffic = new Traffic(checkout, threads)) {
            screen.line("1  " + traffic.threads() + " threads check out as fast as they can");
            linger("   warming up", pace.warmUp());
            fraud = new FraudScene(
                            host,
                            cast.fraud(),
                            UnloadPolicy.DEFAULT,
                            screen,
                            () -> linger("   fraud is away, checkouts go on", pace.fraudAway()))
                    .play(pace.fraudRounds(), threads, tally);
            tax = swapTax();
            broken = reloadBrokenTax();
            pair = reloadPair();
        }
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        List<UnloadReport> end = unloadEverything();
        int leftOver = host.status().current().size() + host.status().retiring().size();
        List<String> unreclaimed = lookForWhatIsLeft();
        String lateCall = lateCall(checkout);
        Leak leak = new LeakScene(host, cast.audit(), screen).play();
        return new Facts(
                lasted,
                threads,
                tally.counts(),
                prices.rules(),
                fraud,
                tax,
                broken,
                pair,
                end,
                leftOver,
                unreclaimed,
                lateCall,
                leak);
    }

    // ------------------------------------------------------------------------ tax

    private Reloads swapTax() {
        screen.line("3  tax goes back and forth between two versions");
        Reloads reloads = new Reloads();
        long start = System.nanoTime();
        long span = pace.taxSwaps().toNanos();
        while (System.nanoTime() - start < span || reloads.count() < 2 || reloads.count() % 2 != 0) {
            reloads.add(host.reload("tax", reloads.count() % 2 == 0 ? cast.otherTax() : cast.tax()));
            screen.progress("   swapping " + screen.bar(System.nanoTime() - start, span, BAR) + "  " + reloads.count()
                    + " reloads, " + troubles());
        }
        screen.line("   " + reloads.count() + " reloads, " + troubles());
        return reloads;
    }

    private String troubles() {
        return tally.counts().inWords();
    }

    private BrokenReload reloadBrokenTax() {
        screen.line("4  tax 3.0 is tried, and does not start");
        String before = taxVersion();
        ReloadReport report = host.reload("tax", cast.brokenTax());
        Failure failure = report.failure();
        screen.paragraph("   ", failure == null ? report.outcome().toString() : shortened(failure.message()));
        return new BrokenReload(report, before, taxVersion());
    }

    private static String shortened(String message) {
        int reason = message.indexOf("': ");
        return reason < 0 ? message : message.substring(reason + 3);
    }

    private String taxVersion() {
        return host.status().plugin("tax").orElseThrow().version();
    }

    // ------------------------------------------------------------------------ rates and carrier

    private Reloads reloadPair() {
        screen.line("5  rates is reloaded, and carrier with it, because it is linked to it");
        Reloads reloads = new Reloads();
        long start = System.nanoTime();
        long span = pace.pairReloads().toNanos();
        do {
            reloads.add(host.reload("rates"));
            screen.progress("   swapping " + screen.bar(System.nanoTime() - start, span, BAR) + "  " + reloads.count()
                    + " reloads, " + troubles());
        } while (System.nanoTime() - start < span);
        screen.line("   " + reloads.count() + " reloads of both, " + troubles());
        return reloads;
    }

    // ------------------------------------------------------------------------ the end

    private List<UnloadReport> unloadEverything() {
        screen.line("6  checkouts end, and everything is unloaded");
        return host.unloadAll(UnloadPolicy.DEFAULT);
    }

    /** Asks for collections until everything is gone, or known not to go. */
    private List<String> lookForWhatIsLeft() throws InterruptedException {
        List<Reclamation> waiting = host.unreclaimed();
        for (Reclamation each : waiting) {
            screen.progress("   looking whether it is gone from memory");
            each.verifyNow(LONGEST_WAIT_FOR_A_COLLECTION);
        }
        List<String> left = host.unreclaimed().stream()
                .map(each -> each.pluginId() + " " + each.version() + " (generation " + each.generation() + ")")
                .toList();
        screen.line("   " + (left.isEmpty() ? "nothing of them" : left.size() + " of their class loaders")
                + " is left in memory");
        return left;
    }

    private static String lateCall(Checkout checkout) {
        try {
            checkout.priceOnce();
            return "it answered";
        } catch (PluginUnavailableException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private void linger(String what, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            screen.progress(what + ": " + troubles());
            Thread.sleep(GLANCE.toMillis());
        }
    }
}
