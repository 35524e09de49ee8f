package io.rundown.demo.story;

import io.rundown.demo.checkout.Tally.Counts;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnloadReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything the story saw, from which the verdicts are drawn.
 *
 * @param lasted how long checkouts ran
 * @param threads how many threads checked out
 * @param counts what became of the checkouts
 * @param rules the tax rules that answered
 * @param fraud unloads of the fraud check under load
 * @param tax reloads of the tax rules to a version that works
 * @param brokenTax the reload to the version that does not
 * @param pair reloads of the rates, which the carrier is linked to
 * @param end the unloads at the end
 * @param leftOver plugins that were still loaded after it
 * @param unreclaimed class loaders that were still in memory after it, each as text
 * @param lateCall what a call of a handle came to after everything was unloaded
 * @param leak what became of the plugin that leaks on purpose
 */
record Facts(
        Duration lasted,
        int threads,
        Counts counts,
        Set<String> rules,
        List<FraudUnload> fraud,
        Reloads tax,
        BrokenReload brokenTax,
        Reloads pair,
        List<UnloadReport> end,
        int leftOver,
        List<String> unreclaimed,
        String lateCall,
        Leak leak) {

    /**
     * One unload of the fraud check.
     *
     * @param insideAtBegin calls inside when it began
     * @param report what came of it
     * @param checkoutsMeanwhile checkouts that went through while the plugin was away
     */
    record FraudUnload(long insideAtBegin, UnloadReport report, long checkoutsMeanwhile) {}

    /**
     * The reload that has to fail.
     *
     * @param report what came of it
     * @param servingBefore the version that served before
     * @param servingAfter the version that served afterwards
     */
    record BrokenReload(ReloadReport report, String servingBefore, String servingAfter) {}

    /**
     * The unload that leaves something behind.
     *
     * @param played whether it came to that
     * @param before what was known of its class loader
     * @param explanation what held it, or why it was not played
     * @param after what was known after that had let go
     */
    record Leak(boolean played, Reclamation.Verdict before, String explanation, Reclamation.Verdict after) {

        static Leak seen(Reclamation.Verdict before, String explanation, Reclamation.Verdict after) {
            return new Leak(true, before, explanation, after);
        }

        static Leak notPlayed(String why) {
            return new Leak(false, Reclamation.Verdict.PENDING, why, Reclamation.Verdict.PENDING);
        }
    }

    /** How many generations have gone. */
    long gone() {
        Stream<UnloadReport> unloads = Stream.concat(fraud.stream().map(FraudUnload::report), end.stream());
        return tax.gone()
                + pair.gone()
                + unloads.flatMap(each -> each.generations().stream())
                        .filter(GenerationUnload::gone)
                        .count();
    }
}
