package io.rundown.demo.story;

import io.rundown.demo.story.Facts.BrokenReload;
import io.rundown.demo.story.Facts.FraudUnload;
import io.rundown.demo.story.Facts.Leak;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnloadReport;
import java.util.List;

/** Draws the verdicts from the facts, and from nothing else. */
final class Verdicts {

    private Verdicts() {}

    static List<Verdict> of(Facts facts) {
        return List.of(
                noCheckoutFailed(facts),
                noCheckoutRefused(facts),
                callsInsideFinished(facts),
                refusedWhileAway(facts),
                bothVersionsAnswered(facts),
                brokenVersionTurnedAway(facts),
                pairSwitched(facts),
                allUnloaded(facts),
                nothingLeftInMemory(facts),
                lateCallRefused(facts),
                leakFound(facts));
    }

    private static Verdict noCheckoutFailed(Facts facts) {
        return new Verdict(
                "No checkout failed",
                facts.counts().failed() == 0 && facts.counts().checkouts() > 0,
                facts.counts().checkouts() + " went through, " + facts.counts().failed() + " failed");
    }

    private static Verdict noCheckoutRefused(Facts facts) {
        int reloads = facts.tax().count() + facts.pair().count();
        return new Verdict(
                "No checkout was refused because of a reload",
                facts.counts().refused() == 0 && reloads > 0,
                facts.counts().refused() + " refused during " + reloads + " reloads");
    }

    private static Verdict callsInsideFinished(Facts facts) {
        long inside =
                facts.fraud().stream().mapToLong(FraudUnload::insideAtBegin).sum();
        boolean kept = !facts.fraud().isEmpty()
                && facts.fraud().stream().allMatch(each -> each.insideAtBegin() > 0)
                && facts.fraud().stream().allMatch(each -> isClean(each.report()))
                && facts.counts().fraudFailures() == 0;
        return new Verdict(
                "Unloading fraud waited for the calls inside",
                kept,
                facts.fraud().size() + " times, with " + inside + " calls inside in all; "
                        + facts.counts().fraudFailures() + " fraud checks failed in the whole run");
    }

    private static Verdict refusedWhileAway(Facts facts) {
        long meanwhile = facts.fraud().stream()
                .mapToLong(FraudUnload::checkoutsMeanwhile)
                .sum();
        return new Verdict(
                "While fraud was away it refused, and checkouts went on",
                facts.counts().fraudRefusals() > 0 && meanwhile > 0,
                facts.counts().fraudRefusals() + " fraud checks refused, " + meanwhile + " checkouts meanwhile");
    }

    private static Verdict bothVersionsAnswered(Facts facts) {
        int switched = facts.tax().switched();
        return new Verdict(
                "tax went back and forth, each answer from one version",
                switched >= 2
                        && switched == facts.tax().count()
                        && facts.rules().size() == 2,
                switched + " of " + facts.tax().count() + " reloads switched; answers from " + facts.rules());
    }

    private static Verdict brokenVersionTurnedAway(Facts facts) {
        BrokenReload broken = facts.brokenTax();
        Failure failure = broken.report().failure();
        boolean kept = broken.report().outcome() == ReloadReport.Outcome.KEPT_OLD
                && failure != null
                && failure.message().contains("start()")
                && broken.servingBefore().equals(broken.servingAfter());
        return new Verdict(
                "tax 3.0 did not start, and " + broken.servingBefore() + " went on serving",
                kept,
                broken.report().outcome() + ", " + broken.servingAfter() + " serves");
    }

    private static Verdict pairSwitched(Facts facts) {
        return new Verdict(
                "rates and carrier were switched as a pair",
                facts.pair().allSwitched(2),
                facts.pair().count() + " reloads, each of " + facts.pair().fewestPlugins() + " plugins");
    }

    private static Verdict allUnloaded(Facts facts) {
        long clean = facts.end().stream().filter(Verdicts::isClean).count();
        return new Verdict(
                "Everything was drained, stopped and closed at the end",
                !facts.end().isEmpty() && clean == facts.end().size() && facts.leftOver() == 0,
                clean + " of " + facts.end().size() + " clean, " + facts.leftOver() + " left over");
    }

    private static Verdict nothingLeftInMemory(Facts facts) {
        return new Verdict(
                "Nothing of them is left in memory",
                facts.gone() > 0 && facts.unreclaimed().isEmpty(),
                facts.gone() + " generations gone, "
                        + (facts.unreclaimed().isEmpty()
                                ? "every class loader collected"
                                : "but not " + String.join(", ", facts.unreclaimed())));
    }

    private static Verdict leakFound(Facts facts) {
        Leak leak = facts.leak();
        boolean named = leak.explanation().contains(LeakScene.THREAD)
                && leak.explanation().contains(LeakScene.FIELD);
        return new Verdict(
                "A leak is found, named, and seen to be mended",
                leak.before() == Reclamation.Verdict.LEAKED && named && leak.after() == Reclamation.Verdict.RECLAIMED,
                !leak.played()
                        ? "it was not played: " + leak.explanation()
                        : leak.before()
                                + (named
                                        ? " through " + LeakScene.FIELD + " in '" + LeakScene.THREAD + "', then "
                                        : ", then ")
                                + leak.after());
    }

    private static Verdict lateCallRefused(Facts facts) {
        return new Verdict(
                "A handle kept after that refuses clearly",
                facts.lateCall().contains("call refused: it has been unloaded"),
                facts.lateCall());
    }

    /** Whether all of it was drained in time, stopped and closed. */
    static boolean isClean(UnloadReport report) {
        return report.generations().stream().allMatch(Verdicts::isClean);
    }

    private static boolean isClean(GenerationUnload unload) {
        return unload.outcome() == Outcome.UNLOADED
                && unload.stop().kind() == StopResult.Kind.STOPPED
                && unload.closeFailure() == null;
    }
}
