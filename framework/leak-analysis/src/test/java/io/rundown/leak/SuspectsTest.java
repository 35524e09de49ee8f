package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which class loaders of a dump are looked at, in one dump with several of them. */
class SuspectsTest {

    @TempDir
    private static Path folder;

    private static LeakedLoaders mixed;
    private static Path dump;

    @BeforeAll
    static void makeADump() throws Exception {
        LeakedLoaders leaked = LeakedLoaders.compile(folder, List.of("""
                class Thing implements Runnable { public Object other; public void run() {} }"""));
        mixed = leaked;
        open(leaked, "tax#2");
        open(leaked, "zoo#1");
        open(leaked, "zoo#2");
        closed(leaked);
        dump = folder.resolve("several.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
    }

    @AfterAll
    static void forget() {
        Application.forget();
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static void open(LeakedLoaders leaked, String name) throws Exception {
        Application.LISTENERS.put(name, LeakedLoaders.create(leaked.loader(name), "Thing"));
    }

    /** One that a thousand entries hold, and one that is held by an object of that one only. */
    private static void closed(LeakedLoaders leaked) throws Exception {
        try (URLClassLoader tax = leaked.loader("tax#1");
                URLClassLoader rates = leaked.loader("rates#1")) {
            for (int i = 0; i < 1_000; i++) {
                Application.HISTORY.add(LeakedLoaders.create(tax, "Thing"));
            }
            Object keeper = LeakedLoaders.create(tax, "Thing");
            keeper.getClass().getField("other").set(keeper, LeakedLoaders.create(rates, "Thing"));
            Application.LISTENERS.put("keeper", keeper);
        }
    }

    private static LoaderLeak named(LeakReport report, String name) {
        return report.loaders().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
    }

    @Test
    void closedOnesAreSuspected_andOlderOnesOfWhichThereIsANewer_butNotTheNewest() throws Exception {
        LeakReport report = LeakAnalysis.ofDump(dump);
        assertThat(named(report, "tax#1").reason()).isEqualTo("it is closed");
        assertThat(named(report, "rates#1").reason()).isEqualTo("it is closed");
        assertThat(named(report, "zoo#1").reason()).contains("another one of the same class", "'zoo#2'");
        assertThat(report.conclusion()).contains("3 class loaders");
    }

    @Test
    void aThousandEntriesOfOneCollectionAreOneHolder() throws Exception {
        LoaderLeak leak = named(LeakAnalysis.ofDump(dump, "tax#1"), "tax#1");
        assertThat(leak.paths())
                .extracting(LeakPath::path)
                .containsExactlyInAnyOrder(
                        "static field io.rundown.leak.Application.HISTORY[0] -> com.acme.Thing (and 999 more in the same place)",
                        "static field io.rundown.leak.Application.LISTENERS[\"keeper\"] -> com.acme.Thing");
        assertThat(leak.more()).isZero();
    }

    @Test
    void oneThatAnotherSuspectHoldsIsToldWithThat() throws Exception {
        LoaderLeak leak = named(LeakAnalysis.ofDump(dump), "rates#1");
        assertThat(leak.paths())
                .singleElement()
                .satisfies(
                        each -> assertThat(each.path())
                                .isEqualTo(
                                        "static field io.rundown.leak.Application.LISTENERS[\"keeper\"].other -> com.acme.Thing"));
    }

    @Test
    void namesAndClassesAndPatternsAndBeginningsAreUnderstood() throws Exception {
        assertThat(LeakAnalysis.ofDump(dump, "java.net.URLClassLoader").loaders())
                .hasSize(5);
        assertThat(LeakAnalysis.ofDump(dump, "URLClassLoader").loaders()).hasSize(5);
        assertThat(LeakAnalysis.ofDump(dump, "tax#*").loaders()).hasSize(2);
        assertThat(LeakAnalysis.ofDump(dump, "ra").loaders()).hasSize(1);
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() {
        assertThatThrownBy(() -> LeakAnalysis.ofDump(dump, "tax#9"))
                .isInstanceOf(HeapDumpException.class)
                .hasMessage(
                        "There is no class loader 'tax#9' in the dump. Similar ones: 'tax#1' (java.net.URLClassLoader), "
                                + "'tax#2' (java.net.URLClassLoader)");
        assertThatThrownBy(() -> LeakAnalysis.ofDump(dump, "bank")).hasMessageContaining("There are: 'rates#1'");
    }

    private static void holdInOneList() throws Exception {
        try (URLClassLoader first = mixed.loader("mixed#1");
                URLClassLoader second = mixed.loader("mixed#2")) {
            List<Object> all = new ArrayList<>();
            for (ClassLoader each : List.of(first, second, first)) {
                all.add(LeakedLoaders.create(each, "Thing"));
            }
            Application.LISTENERS.put("all", all);
        }
    }

    @Test
    void oneListHoldsSeveralClassLoaders_andEachIsToldOfIt() throws Exception {
        holdInOneList();
        Path file = folder.resolve("mixed.hprof");
        Oracle.dump(file);
        LeakReport report = LeakAnalysis.ofDump(file, "mixed#*");
        String place = "static field io.rundown.leak.Application.LISTENERS[\"all\"]";
        assertThat(named(report, "mixed#1").paths())
                .extracting(LeakPath::path)
                .containsExactly(place + "[0] -> com.acme.Thing (and 1 more in the same place)");
        assertThat(named(report, "mixed#2").paths())
                .extracting(LeakPath::path)
                .containsExactly(place + "[1] -> com.acme.Thing");
    }

    @Test
    void oneThatIsGoneIsCalledGone() throws Exception {
        assertThat(LeakAnalysis.explain(new WeakReference<>(null))).isEqualTo("It is gone: it was collected before");
    }
}
