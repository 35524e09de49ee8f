package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.PhaseChange;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a watch makes of what happens to files; each look is taken by hand, and time passes by hand. */
class WatchTest extends HostFixture {

    private static final Duration QUIET = Duration.ofMillis(500);

    private Path root;
    private long now;
    private WatchLoop loop;

    /** Every file that the host has looked into. */
    private final List<String> lookedInto = Collections.synchronizedList(new ArrayList<>());

    private final List<PhaseChange> phases = new CopyOnWriteArrayList<>();

    @BeforeEach
    void watch() throws IOException {
        root = Files.createDirectory(folder.resolve("plugins")).toRealPath();
        openHost(builder -> builder.unloadPolicy(AT_ONCE)
                .listener(phases::add)
                .verifier(file -> lookedInto.add(String.valueOf(file.source().getFileName()))));
        loop = newLoop(Runnable::run);
    }

    private WatchLoop newLoop(Executor executor) {
        return new WatchLoop(host.core(), new WatchActs(host, executor), List.of(root), QUIET, () -> now);
    }

    // ------------------------------------------------------------------------ files and time

    private Path write(String id, String version, String file, UnaryOperator<PluginJars> more) {
        return more.apply(PluginJars.runner(folder, id, version)).jar("plugins/" + file);
    }

    private Path write(String id, String version, String file) {
        return write(id, version, file, plugin -> plugin);
    }

    private void pass(Duration time) {
        now += time.toNanos();
        loop.step();
    }

    /** Lets everything that has happened settle and be done, and what follows from that. */
    private void settle() {
        loop.step();
        pass(QUIET);
        loop.step();
    }

    private GenerationStatus status(String id) {
        return host.status().plugin(id).orElseThrow();
    }

    private List<String> loaded() {
        return host.status().current().stream().map(GenerationStatus::pluginId).toList();
    }

    // ------------------------------------------------------------------------ one file

    @Test
    void aNewFile_isLoaded_onceItHasNotChangedForTheQuietTime() throws Exception {
        Path file = write("tax", "1.0.0", "tax.jar");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[] {'P', 'K'});
        loop.step();
        pass(QUIET.minusNanos(1));
        Files.write(file, whole);
        pass(Duration.ofNanos(1));
        pass(QUIET.minusNanos(1));

        assertThat(lookedInto).isEmpty();
        pass(Duration.ofNanos(1));

        assertThat(runner("tax").version()).isEqualTo("1.0.0");
        assertThat(loop.problems()).isEmpty();
    }

    @Test
    void aChangedFile_isReloadedOnce() {
        write("tax", "1.0.0", "tax.jar");
        settle();
        Runner runner = runner("tax");

        write("tax", "2.0.0", "tax.jar");
        settle();
        settle();

        assertThat(runner.version()).isEqualTo("2.0.0");
        assertThat(status("tax").generation()).isEqualTo(2);
    }

    @Test
    void aRemovedFile_isUnloaded_onceItHasBeenAwayForTheQuietTime() throws Exception {
        Path file = write("tax", "1.0.0", "tax.jar");
        settle();
        Files.delete(file);
        loop.step();
        pass(QUIET.minusNanos(1));
        assertThat(loaded()).containsExactly("tax");

        pass(Duration.ofNanos(1));

        assertThat(loaded()).isEmpty();
        assertThat(privateCopies()).isZero();
    }

    @Test
    void aFileThatIsAwayForAMoment_isReloaded() throws Exception {
        write("tax", "1.0.0", "tax.jar");
        settle();
        Files.delete(root.resolve("tax.jar"));
        loop.step();
        write("tax", "2.0.0", "tax.jar");
        settle();

        assertThat(runner("tax").version()).isEqualTo("2.0.0");
        assertThat(status("tax").generation()).isEqualTo(2);
    }

    @Test
    void aFolder_isReloadedWhenAFileInItHasChanged() throws Exception {
        Path plugin = PluginJars.runner(folder, "tax", "1.0.0").unpacked("plugins/tax");
        settle();
        PluginJars.runner(folder, "tax", "2.0.0").unpacked("plugins/tax");
        loop.step();
        Files.writeString(plugin.resolve("classes").resolve("late.txt"), "late");
        pass(QUIET);
        assertThat(runner("tax").version()).isEqualTo("1.0.0");

        pass(QUIET);

        assertThat(runner("tax").version()).isEqualTo("2.0.0");
    }

    @Test
    void whatIsLoadedAlready_isKnown() {
        host.load(write("tax", "1.0.0", "tax.jar"));
        lookedInto.clear();
        loop = newLoop(Runnable::run);

        settle();

        assertThat(lookedInto).isEmpty();
        assertThat(status("tax").generation()).isEqualTo(1);
        write("tax", "2.0.0", "tax.jar");
        settle();
        assertThat(runner("tax").version()).isEqualTo("2.0.0");
    }

    @Test
    void whatTheApplicationHasUnloaded_staysAway_untilItsFileChanges() {
        write("tax", "1.0.0", "tax.jar");
        settle();
        host.unload("tax");
        settle();
        assertThat(loaded()).isEmpty();

        write("tax", "2.0.0", "tax.jar");
        settle();

        assertThat(runner("tax").version()).isEqualTo("2.0.0");
    }

    @Test
    void hiddenFilesAndThoseOfOtherKinds_areLeftAlone() throws Exception {
        Files.copy(jar("tax", "1.0.0"), root.resolve(".tax.jar"));
        Files.writeString(root.resolve("tax.jar.part"), "half");
        Files.createDirectory(root.resolve(".git"));

        settle();

        assertThat(lookedInto).isEmpty();
        assertThat(loop.problems()).isEmpty();
    }

    @Test
    void aFileThatHasGotAnotherPlugin_unloadsTheFirst() {
        write("tax", "1.0.0", "plugin.jar");
        settle();

        write("vat", "1.0.0", "plugin.jar");
        settle();

        assertThat(loaded()).containsExactly("vat");
    }

    // ------------------------------------------------------------------------ bad files

    @Test
    void aBadFile_isReportedOnce_changesNothing_andIsTriedAgainWhenItChanges() throws Exception {
        Path file = write("tax", "1.0.0", "tax.jar");
        settle();
        Runner runner = runner("tax");

        Files.writeString(file, "just words");
        settle();
        settle();

        assertThat(runner.version()).isEqualTo("1.0.0");
        assertThat(loop.problems())
                .containsOnlyKeys(file)
                .containsValue("is not an archive (ZipException: zip END header not found)");
        assertThat(lookedInto).hasSize(3);
        write("tax", "2.0.0", "tax.jar");
        settle();
        assertThat(runner.version()).isEqualTo("2.0.0");
        assertThat(loop.problems()).isEmpty();
    }

    @Test
    void aVersionThatDoesNotStart_isReported_andTheOldOneGoesOn() {
        Path file = write("tax", "1.0.0", "tax.jar");
        settle();

        write(
                "tax",
                "2.0.0",
                "tax.jar",
                plugin -> plugin.pluginClass(
                        "com.acme.tax.ThePlugin",
                        "@Override public void start() { throw new IllegalStateException(\"no\"); }"));
        settle();
        settle();

        assertThat(runner("tax").version()).isEqualTo("1.0.0");
        assertThat(loop.problems().get(file)).contains("its start() threw java.lang.IllegalStateException: no");
        assertThat(phases)
                .filteredOn(each -> each.to() == GenerationPhase.FAILED)
                .hasSize(1);
    }

    @Test
    void aVersionThatDoesNotStart_underANewName_leavesTheOldOneGoing_untilItIsRemovedToo() throws Exception {
        Path old = write("tax", "1.0.0", "tax-1.jar");
        settle();

        Files.delete(old);
        Path bad = write(
                "tax",
                "2.0.0",
                "tax-2.jar",
                plugin -> plugin.pluginClass(
                        "com.acme.tax.ThePlugin",
                        "@Override public void start() { throw new IllegalStateException(\"no\"); }"));
        settle();
        settle();
        assertThat(runner("tax").version()).isEqualTo("1.0.0");

        Files.delete(bad);
        settle();
        assertThat(loaded()).isEmpty();
    }

    @Test
    void oneBadFile_keepsNoOther() throws Exception {
        Files.writeString(root.resolve("a-bad.jar"), "just words");
        Files.createDirectory(root.resolve("b-empty"));
        write("tax", "1.0.0", "tax.jar");

        settle();

        assertThat(loaded()).containsExactly("tax");
        assertThat(loop.problems()).hasSize(2);
    }

    // ------------------------------------------------------------------------ files with the same plugin

    @Test
    void aFileUnderANewName_isOneReload() throws Exception {
        Path old = write("tax", "1.0.0", "tax-1.0.0.jar");
        settle();
        PluginEvents.clear();

        Files.delete(old);
        write("tax", "2.0.0", "tax-2.0.0.jar");
        settle();

        assertThat(PluginEvents.all()).containsExactly("start tax 2.0.0", "stop tax 1.0.0");
        assertThat(status("tax").generation()).isEqualTo(2);
        assertThat(loop.problems()).isEmpty();
    }

    @Test
    void aRemovedFile_waitsForOneThatIsStillBeingWritten() throws Exception {
        Path old = write("tax", "1.0.0", "tax-1.0.0.jar");
        settle();
        PluginEvents.clear();
        Path next = write("tax", "2.0.0", "tax-2.0.0.jar");
        byte[] whole = Files.readAllBytes(next);
        Files.delete(next);

        Files.delete(old);
        loop.step();
        for (int i = 0; i < 5; i++) {
            Files.write(next, new byte[] {1}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            pass(QUIET);
        }
        assertThat(runner("tax").version()).isEqualTo("1.0.0");
        Files.write(next, whole);
        settle();

        assertThat(PluginEvents.all()).containsExactly("start tax 2.0.0", "stop tax 1.0.0");
    }

    @Test
    void aRemovedFile_doesNotWaitForEverForOneThatNeverSettles() throws Exception {
        Path file = write("tax", "1.0.0", "tax.jar");
        settle();
        Path endless = root.resolve("endless.jar");

        Files.delete(file);
        for (int i = 0; i <= 21; i++) {
            Files.write(endless, new byte[] {1}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            pass(QUIET);
        }

        assertThat(loaded()).isEmpty();
    }

    @Test
    void ofTwoFiles_theFirstServes_theSecondIsReported_andTakesOverWhenTheFirstIsRemoved() throws Exception {
        Path first = write("tax", "1.0.0", "tax-1.jar");
        Path second = write("tax", "2.0.0", "tax-2.jar");
        settle();
        Runner runner = runner("tax");
        assertThat(runner.version()).isEqualTo("1.0.0");
        assertThat(loop.problems())
                .containsOnlyKeys(second)
                .containsValue("its plugin id 'tax' is also that of '" + first + "', which serves");
        PluginEvents.clear();

        Files.delete(first);
        settle();

        assertThat(runner.version()).isEqualTo("2.0.0");
        assertThat(PluginEvents.all()).containsExactly("start tax 2.0.0", "stop tax 1.0.0");
        assertThat(loop.problems()).isEmpty();
    }

    @Test
    void aPluginFromElsewhere_goesOnServing_asLongAsItsFileIsThere() throws Exception {
        Path elsewhere = jar("tax", "1.0.0");
        host.load(elsewhere);
        write("tax", "2.0.0", "tax.jar");
        settle();
        assertThat(runner("tax").version()).isEqualTo("1.0.0");

        Files.delete(elsewhere);
        settle();
        assertThat(runner("tax").version()).isEqualTo("1.0.0");

        write("tax", "3.0.0", "tax.jar");
        settle();
        assertThat(runner("tax").version()).isEqualTo("3.0.0");
    }

    // ------------------------------------------------------------------------ linked plugins

    @Test
    void newFilesThatNeedEachOther_areLoadedTogether() {
        write("atop", "1.0.0", "atop.jar", plugin -> plugin.dependsOn("base"));
        write("base", "1.0.0", "base.jar");

        settle();

        assertThat(loaded()).containsExactly("base", "atop");
    }

    @Test
    void aFileThatLacksAnother_isTriedAgainWhenThatComes_andOnlyThen() {
        Path file = write("atop", "1.0.0", "atop.jar", plugin -> plugin.dependsOn("base"));
        settle();
        assertThat(loop.problems().get(file)).contains("depends on plugin 'base', which is not loaded");
        int before = lookedInto.size();
        write("other", "1.0.0", "other.jar");
        settle();
        assertThat(lookedInto.subList(before, lookedInto.size())).containsOnly("other.jar");

        write("base", "1.0.0", "base.jar");
        settle();

        assertThat(loaded()).contains("base", "atop");
        assertThat(loop.problems()).isEmpty();
    }

    @Test
    void aPluginThatHadToGoWithAnother_comesBackWithIt() throws Exception {
        Path base = write("base", "1.0.0", "base.jar");
        write("atop", "1.0.0", "atop.jar", plugin -> plugin.dependsOn("base"));
        settle();
        Files.delete(base);
        settle();
        assertThat(loaded()).isEmpty();
        assertThat(loop.problems()).containsValue("was unloaded together with plugin 'base'");

        write("base", "2.0.0", "base.jar");
        settle();

        assertThat(loaded()).containsExactly("base", "atop");
    }

    @Test
    void versionsThatNeedEachOther_areReloadedTogether() {
        write("base", "1.0.0", "base.jar");
        write("atop", "1.0.0", "atop.jar", plugin -> plugin.dependsOn("base@1.0.0"));
        settle();

        write("base", "2.0.0", "base.jar");
        write("atop", "2.0.0", "atop.jar", plugin -> plugin.dependsOn("base@2.0.0"));
        settle();

        assertThat(runner("base").version()).isEqualTo("2.0.0");
        assertThat(runner("atop").version()).isEqualTo("2.0.0");
        assertThat(loop.problems()).isEmpty();
    }

    @Test
    void aBadVersionAmongLinkedOnes_keepsNotTheOthers() {
        write("base", "1.0.0", "base.jar");
        write("atop", "1.0.0", "atop.jar", plugin -> plugin.dependsOn("base"));
        settle();

        write("base", "2.0.0", "base.jar");
        Path bad = write(
                "atop",
                "2.0.0",
                "atop.jar",
                plugin -> plugin.dependsOn("base")
                        .pluginClass(
                                "com.acme.atop.ThePlugin",
                                "@Override public void start() { throw new IllegalStateException(\"no\"); }"));
        settle();

        assertThat(runner("base").version()).isEqualTo("2.0.0");
        assertThat(runner("atop").version()).isEqualTo("1.0.0");
        assertThat(loop.problems()).containsOnlyKeys(bad);
    }

    // ------------------------------------------------------------------------ what does not go by itself

    @Test
    void aPluginThatDoesNotGo_isTriedAgain_lessAndLessOften() throws Exception {
        Path file = write("tax", "1.0.0", "tax.jar");
        settle();
        HeldCall call = HeldCall.in(runner("tax"));

        Files.delete(file);
        settle();
        assertThat(attempts()).isEqualTo(1);
        pass(Duration.ofMillis(999));
        assertThat(attempts()).isEqualTo(1);
        pass(Duration.ofMillis(1));
        assertThat(attempts()).isEqualTo(2);
        pass(Duration.ofMillis(1_999));
        assertThat(attempts()).isEqualTo(2);
        pass(Duration.ofMillis(1));
        assertThat(attempts()).isEqualTo(3);
        call.release();
        call.result();
        pass(Duration.ofSeconds(4));

        assertThat(loaded()).isEmpty();
    }

    @Test
    void aPluginThatDidNotGo_staysWhenItsFileIsThereAgain() throws Exception {
        Path file = write("tax", "1.0.0", "tax.jar");
        settle();
        HeldCall call = HeldCall.in(runner("tax"));
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        settle();

        Files.write(file, whole);
        settle();
        call.release();
        pass(Duration.ofMinutes(2));

        assertThat(status("tax").phase()).isEqualTo(GenerationPhase.ACTIVE);
        assertThat(attempts()).isLessThanOrEqualTo(2);
    }

    private long attempts() {
        return phases.stream()
                .filter(each -> each.to() == GenerationPhase.DRAINING)
                .count();
    }

    @Test
    void aPluginThatTakesLong_keepsNoOther() {
        Deque<Runnable> acts = new ArrayDeque<>();
        loop = newLoop(acts::add);
        write("slow", "1.0.0", "slow.jar");
        settle();
        assertThat(acts).hasSize(1);

        write("tax", "1.0.0", "tax.jar");
        settle();
        assertThat(acts).hasSize(2);
        acts.removeLast().run();
        settle();
        assertThat(loaded()).containsExactly("tax");
        assertThat(loop.unsettled()).isTrue();

        acts.remove().run();
        loop.step();
        assertThat(loaded()).containsExactlyInAnyOrder("tax", "slow");
        assertThat(loop.unsettled()).isFalse();
    }

    @Test
    void aFolderThatCannotBeRead_changesNothing() throws Exception {
        write("tax", "1.0.0", "tax.jar");
        settle();
        Path away = Files.move(root, folder.resolve("away"));
        settle();
        pass(Duration.ofMinutes(1));
        assertThat(loaded()).containsExactly("tax");

        Files.move(away, root);
        settle();

        assertThat(status("tax").generation()).isEqualTo(1);
    }

    @Test
    void aLookThatFails_isNotTheLast() {
        boolean[] broken = {true};
        WatchLoop fragile = new WatchLoop(
                host.core(),
                new WatchActs(host, act -> {
                    if (broken[0]) {
                        throw new OutOfMemoryError("no more threads");
                    }
                    act.run();
                }),
                List.of(root),
                QUIET,
                () -> now);
        loop = fragile;
        write("tax", "1.0.0", "tax.jar");
        settle();
        assertThat(loaded()).isEmpty();

        broken[0] = false;
        loop.step();

        assertThat(loaded()).containsExactly("tax");
    }
}
