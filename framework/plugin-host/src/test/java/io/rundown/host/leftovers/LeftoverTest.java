package io.rundown.host.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.HostFixture;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Planted;
import io.rundown.leak.LeakAnalysis;
import io.rundown.leak.LeakPath;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be left behind: ignored, reported, and cleaned. */
class LeftoverTest extends HostFixture {

    @TempDir
    static Path jars;

    static List<Planted> told() {
        return Kinds.told();
    }

    static List<Planted> untold() {
        return Kinds.untold();
    }

    static List<Planted> unattributed() {
        return Kinds.unattributed();
    }

    static List<Planted> named() {
        return concat(Kinds.told(), Kinds.unattributed());
    }

    static List<Planted> all() {
        return concat(named(), Kinds.untold());
    }

    private static List<Planted> concat(List<Planted> some, List<Planted> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void ignored_itKeepsTheClassLoader_andTheHeapSaysSo(Planted leftover) throws Exception {
        WeakReference<ClassLoader> loader = plant(leftover, Act.IGNORE);

        UnloadReport report = host.unload(Planted.ID);

        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().leftovers()).isEmpty();
        assertThat(LeakAnalysis.ofThisJvm(loader).loaders())
                .singleElement()
                .satisfies(leak -> assertThat(leak.paths())
                        .as(leak.toString())
                        .extracting(LeakPath::kind)
                        .contains(leftover.heldAs()));
        assertIsLeft(loader);
    }

    @ParameterizedTest
    @MethodSource("named")
    void reported_itIsNamed_andLeftAlone(Planted leftover) throws Exception {
        WeakReference<ClassLoader> loader = plant(leftover, Act.REPORT);

        UnloadReport report = host.unload(Planted.ID);

        assertTold(report, leftover, Leftover.Outcome.REPORTED);
        assertIsLeft(loader);
    }

    @ParameterizedTest
    @MethodSource("untold")
    void reported_aCacheIsNotTold_andLeftAlone(Planted leftover) throws Exception {
        WeakReference<ClassLoader> loader = plant(leftover, Act.REPORT);

        assertThat(host.unload(Planted.ID).plugin().leftovers()).isEmpty();

        assertIsLeft(loader);
    }

    @ParameterizedTest
    @MethodSource("told")
    void cleaned_itIsNamed_andTheClassLoaderIsCollected(Planted leftover) throws Exception {
        WeakReference<ClassLoader> loader = plant(leftover, Act.CLEAN);

        UnloadReport report = host.unload(Planted.ID);

        assertTold(report, leftover, Leftover.Outcome.CLEANED);
        LoaderReclamation.assertCollected(loader);
    }

    /** The context class loader of its thread is set back, which no pool of the application's minds. */
    @ParameterizedTest
    @MethodSource("unattributed")
    void cleaned_whatMayBeTheApplications_isToldAsStillThere(Planted leftover) throws Exception {
        WeakReference<ClassLoader> loader = plant(leftover, Act.CLEAN);

        UnloadReport report = host.unload(Planted.ID);

        List<Leftover> leftovers = report.plugin().leftovers();
        assertThat(leftovers)
                .extracting(Leftover::outcome)
                .containsExactly(Leftover.Outcome.STILL_THERE, Leftover.Outcome.CLEANED);
        assertThat(leftovers.get(0).what()).startsWith(leftover.told());
        assertThat(leftovers.get(0).detail())
                .contains("no object of the plugin's leads to it", "may be the application's", "Plugin.stop()");
        assertThat(leftovers.get(1).kind()).isEqualTo(Leftover.Kind.THREAD_CONTEXT);
        assertIsLeft(loader);
    }

    @ParameterizedTest
    @MethodSource("untold")
    void cleaned_aCacheIsNotTold_andTheClassLoaderIsCollected(Planted leftover) throws Exception {
        WeakReference<ClassLoader> loader = plant(leftover, Act.CLEAN);

        assertThat(host.unload(Planted.ID).plugin().leftovers()).isEmpty();

        LoaderReclamation.assertCollected(loader);
    }

    private WeakReference<ClassLoader> plant(Planted leftover, Act act) throws Exception {
        openHost(builder -> builder.cleanUp(CleanUpPolicy.everything(act)));
        Path jar = jars.resolve(leftover.toString().replace(' ', '-') + ".jar");
        host.load(Files.exists(jar) ? jar : leftover.jar(jars));
        return loaderBehind(runner(Planted.ID));
    }

    private static void assertTold(UnloadReport report, Planted leftover, Leftover.Outcome outcome) {
        assertThat(report.unloaded()).isTrue();
        assertThat(report.plugin().leftovers()).singleElement().satisfies(each -> {
            assertThat(each.what()).startsWith(leftover.told());
            assertThat(each.outcome()).isEqualTo(outcome);
            assertThat(each.detail()).contains("Plugin.stop()");
        });
    }

    /** It keeps the class loader, and nothing else does. */
    private static void assertIsLeft(WeakReference<ClassLoader> loader) throws Exception {
        LoaderReclamation.assertHeld(loader);
        Planted.undo(loader);
        LoaderReclamation.assertCollected(loader);
    }
}
