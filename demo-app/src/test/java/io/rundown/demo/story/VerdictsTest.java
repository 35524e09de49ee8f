package io.rundown.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.demo.checkout.Tally.Counts;
import io.rundown.demo.story.Facts.BrokenReload;
import io.rundown.demo.story.Facts.FraudUnload;
import io.rundown.demo.story.Facts.Leak;
import io.rundown.host.model.Drain;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every promise can be broken by the facts, and by nothing else. */
class VerdictsTest {

    private static final StopResult STOPPED = new StopResult(StopResult.Kind.STOPPED, Duration.ZERO, null);
    private static final StopResult THREW =
            new StopResult(StopResult.Kind.FAILED, Duration.ZERO, new Failure("X", "", ""));

    private static final String EXPLANATION = "thread-local LINE of thread 'checkout-night-shift'";

    private Counts counts = counts(100, 0, 0, 7, 0);
    private Set<String> rules = Set.of("tax 1.0.0", "tax 2.0.0");
    private List<FraudUnload> fraud = List.of(new FraudUnload(3, unload(Outcome.UNLOADED, STOPPED), 20));
    private Reloads tax = reloads(switched(1), switched(1));
    private BrokenReload broken = new BrokenReload(kept("its start() threw X"), "1.0.0", "1.0.0");
    private Reloads pair = reloads(switched(2));
    private List<UnloadReport> end = List.of(unload(Outcome.UNLOADED, STOPPED));
    private int leftOver;
    private List<String> unreclaimed = List.of();
    private String lateCall = "call refused: it has been unloaded";

    private Leak leak = Leak.seen(Reclamation.Verdict.LEAKED, EXPLANATION, Reclamation.Verdict.RECLAIMED);

    private List<Verdict> verdicts() {
        return Verdicts.of(new Facts(
                Duration.ofSeconds(1),
                4,
                counts,
                rules,
                fraud,
                tax,
                broken,
                pair,
                end,
                leftOver,
                unreclaimed,
                lateCall,
                leak));
    }

    private void assertBroken(String promise) {
        assertThat(verdicts())
                .filteredOn(each -> !each.kept())
                .extracting(Verdict::promise)
                .singleElement()
                .asString()
                .contains(promise);
    }

    @Test
    void allPromisesAreKept_whenAllWentWell() {
        assertThat(verdicts()).hasSize(11).allMatch(Verdict::kept);
    }

    @Test
    void aFailedCheckoutBreaksAPromise() {
        counts = counts(100, 0, 1, 7, 0);
        assertBroken("No checkout failed");
    }

    @Test
    void noCheckoutsAtAll_isNoSuccess() {
        counts = counts(0, 0, 0, 7, 0);
        assertBroken("No checkout failed");
    }

    @Test
    void aRefusedCheckoutBreaksAPromise() {
        counts = counts(100, 1, 0, 7, 0);
        assertBroken("refused because of a reload");
    }

    @Test
    void anUnloadWithNobodyInsideShowsNothing() {
        fraud = List.of(new FraudUnload(0, unload(Outcome.UNLOADED, STOPPED), 20));
        assertBroken("waited for the calls inside");
    }

    @Test
    void aDrainThatTimedOutBreaksAPromise() {
        fraud = List.of(new FraudUnload(3, unload(Outcome.RESUMED, STOPPED), 20));
        assertBroken("waited for the calls inside");
    }

    @Test
    void aCallInsideThatFailedBreaksAPromise() {
        counts = counts(100, 0, 0, 7, 1);
        assertBroken("waited for the calls inside");
    }

    @Test
    void aFraudCheckThatNeverRefusedWasNotAway() {
        counts = counts(100, 0, 0, 0, 0);
        assertBroken("While fraud was away");
    }

    @Test
    void checkoutsThatStoodStillBreakAPromise() {
        fraud = List.of(new FraudUnload(3, unload(Outcome.UNLOADED, STOPPED), 0));
        assertBroken("While fraud was away");
    }

    @Test
    void aReloadThatDidNotSwitchBreaksAPromise() {
        tax = reloads(switched(1), switched(1), kept("no"));
        assertBroken("tax went back and forth");
    }

    @Test
    void anAnswerFromOneVersionOnlyBreaksAPromise() {
        rules = Set.of("tax 1.0.0");
        assertBroken("tax went back and forth");
    }

    @Test
    void aBrokenVersionThatServesBreaksAPromise() {
        broken = new BrokenReload(switched(1), "1.0.0", "3.0.0");
        assertBroken("tax 3.0 did not start");
    }

    @Test
    void aBrokenVersionRefusedForAnotherReasonBreaksAPromise() {
        broken = new BrokenReload(kept("there is no such file"), "1.0.0", "1.0.0");
        assertBroken("tax 3.0 did not start");
    }

    @Test
    void ratesReloadedWithoutTheirCarrierBreakAPromise() {
        pair = reloads(switched(1));
        assertBroken("as a pair");
    }

    @Test
    void noReloadOfThePairIsNoSuccess() {
        pair = reloads();
        assertBroken("as a pair");
    }

    @Test
    void aStopThatFailedAtTheEndBreaksAPromise() {
        end = List.of(unload(Outcome.UNLOADED, THREW));
        assertBroken("Everything was drained");
    }

    @Test
    void aPluginLeftOverBreaksAPromise() {
        leftOver = 1;
        assertBroken("Everything was drained");
    }

    @Test
    void aHandleThatAnswersAfterTheEndBreaksAPromise() {
        lateCall = "it answered";
        assertBroken("A handle kept after that");
    }

    @Test
    void aClassLoaderLeftInMemoryBreaksAPromise() {
        unreclaimed = List.of("tax 1.0.0 (generation 3)");
        assertBroken("Nothing of them is left in memory");
    }

    @Test
    void aLeakThatIsNotFoundBreaksAPromise() {
        leak = Leak.seen(Reclamation.Verdict.PENDING, EXPLANATION, Reclamation.Verdict.RECLAIMED);
        assertBroken("A leak is found");
    }

    @Test
    void aLeakWhoseThreadOrFieldIsNotNamedBreaksAPromise() {
        leak = Leak.seen(Reclamation.Verdict.LEAKED, "thread 'checkout-night-shift'", Reclamation.Verdict.RECLAIMED);
        assertBroken("A leak is found");
        leak = Leak.seen(Reclamation.Verdict.LEAKED, "thread-local LINE", Reclamation.Verdict.RECLAIMED);
        assertBroken("A leak is found");
    }

    @Test
    void aLeakThatIsStillThereAfterItWasMendedBreaksAPromise() {
        leak = Leak.seen(Reclamation.Verdict.LEAKED, EXPLANATION, Reclamation.Verdict.LEAKED);
        assertBroken("A leak is found");
    }

    @Test
    void aLeakThatCouldNotBePlayedBreaksAPromise_whichSaysWhy() {
        leak = Leak.notPlayed("audit is still loaded");
        assertBroken("A leak is found");
        assertThat(verdicts())
                .last()
                .extracting(Verdict::evidence)
                .isEqualTo("it was not played: audit is still loaded");
    }

    private static Counts counts(long checkouts, long refused, long failed, long fraudRefusals, long fraudFailures) {
        return new Counts(checkouts, refused, failed, 50, fraudRefusals, fraudFailures, List.of());
    }

    private static UnloadReport unload(Outcome outcome, StopResult stop) {
        return new UnloadReport(
                "p",
                List.of(new GenerationUnload("p", "1.0.0", 1, outcome, Drain.NONE, stop, null, null, List.of(), null)),
                Duration.ZERO);
    }

    private static Reloads reloads(ReloadReport... reports) {
        Reloads reloads = new Reloads();
        List.of(reports).forEach(reloads::add);
        return reloads;
    }

    private static ReloadReport switched(int plugins) {
        LoadedPlugin loaded = new LoadedPlugin("p", "2.0.0", 2, Path.of("p.jar"));
        return report(ReloadReport.Outcome.SWITCHED, Collections.nCopies(plugins, loaded), null);
    }

    private static ReloadReport kept(String why) {
        return report(ReloadReport.Outcome.KEPT_OLD, List.of(), new Failure("PluginLoadException", why, ""));
    }

    private static ReloadReport report(
            ReloadReport.Outcome outcome, List<LoadedPlugin> loaded, @Nullable Failure failure) {
        return new ReloadReport("p", outcome, "1.0.0", loaded, List.of(), failure, Duration.ZERO);
    }
}
