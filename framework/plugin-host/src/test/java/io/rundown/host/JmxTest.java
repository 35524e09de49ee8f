package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.rundown.host.jmx.GenerationData;
import io.rundown.host.jmx.PluginData;
import io.rundown.host.jmx.PluginHostMXBean;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.LoggedLines;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Registry;
import io.rundown.host.testing.Runner;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class JmxTest extends HostFixture {

    private static final String NAME = "shop: \"east\", 1*";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    /** Both by the set-up. */
    private ObjectName name;

    private PluginHostMXBean bean;

    @BeforeEach
    void openHostWithName() throws Exception {
        openHost(builder -> builder.jmx(NAME));
        name = new ObjectName("io.rundown:type=PluginHost,name=" + ObjectName.quote(NAME));
        bean = JMX.newMXBeanProxy(server, name, PluginHostMXBean.class);
    }

    @Test
    void everyGeneration_isThereWithAllThatIsKnown() throws Exception {
        Runner runner = load("rates", "1.0.0");
        load("carrier", "1.0.0", "rates");
        runner.version();
        HeldCall call = HeldCall.in(runner);
        host.unload("carrier");
        host.unload("rates", KEEP_DRAINING);
        assertThatThrownBy(runner::version).hasMessageContaining("being unloaded");

        GenerationData rates = bean.getGenerations().get(0);
        assertThat(rates.getPluginId()).isEqualTo("rates");
        assertThat(rates.getVersion()).isEqualTo("1.0.0");
        assertThat(rates.getGeneration()).isEqualTo(1);
        assertThat(rates.isCurrent()).isTrue();
        assertThat(rates.getPhase()).isEqualTo("DRAINING");
        assertThat(rates.getPhaseSince()).isEqualTo(rates.getDrainingSince());
        assertThat(rates.getSince()).isLessThan(rates.getPhaseSince());
        assertThat(rates.getFile()).endsWith("rates-1.0.0.jar");
        assertThat(rates.getCalls()).isEqualTo(2);
        assertThat(rates.getInside()).isEqualTo(1);
        assertThat(rates.getRefused()).isEqualTo(1);
        assertThat(rates.getRefusedWhileDraining()).isEqualTo(1);
        call.release();
    }

    @Test
    void linksAreShown_andWhatWasReplacedIsNotCurrent() throws Exception {
        Runner runner = load("rates", "1.0.0");
        load("carrier", "1.0.0", "rates");
        HeldCall call = HeldCall.in(runner);
        host.reload("rates", jar("rates", "2.0.0"), KEEP_DRAINING);

        assertThat(bean.getGenerations())
                .extracting(each -> each.getPluginId() + " " + each.getVersion() + " " + each.isCurrent() + " "
                        + each.getDependsOn() + " " + each.getDependents())
                .containsExactly(
                        "rates 2.0.0 true [] [carrier]", "carrier 1.0.0 true [rates] []", "rates 1.0.0 false [] []");
        assertThat(bean.getGenerations().get(1).getDrainingSince()).isNull();
        call.release();
    }

    @Test
    void totals_areThereForPluginsThatAreGone() {
        load("tax", "1.0.0").version();
        bean.unload("tax");

        PluginData tax = bean.getPlugins().get(0);
        assertThat(tax.getPluginId()).isEqualTo("tax");
        assertThat(tax.getLoaded()).isEqualTo(1);
        assertThat(tax.getPresent()).isZero();
        assertThat(tax.getCalls()).isEqualTo(1);
        assertThat(tax.getInside()).isZero();
        assertThat(tax.getRefused()).isZero();
    }

    @Test
    void totals_countWhoIsInside_andWhoWasRefused() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        host.unload("tax", KEEP_DRAINING);
        assertThatThrownBy(runner::version).hasMessageContaining("being unloaded");

        PluginData tax = bean.getPlugins().get(0);
        assertThat(tax.getPresent()).isEqualTo(1);
        assertThat(tax.getInside()).isEqualTo(1);
        assertThat(tax.getRefused()).isEqualTo(1);
        call.release();
    }

    @Test
    void clientsWithoutTheHostsClasses_getOpenData() throws Exception {
        load("tax", "1.0.0");

        CompositeData[] generations = (CompositeData[]) server.getAttribute(name, "Generations");
        assertThat(generations[0].get("pluginId")).isEqualTo("tax");
        assertThat(generations[0].get("dependsOn")).isEqualTo(new String[0]);
        assertThat(server.getAttribute(name, "InFlight")).isEqualTo(new String[0]);
    }

    @Test
    void callsInside_areCounted_andNamedWithStacksIfAskedFor() throws Exception {
        Runner runner = load("tax", "1.0.0");
        HeldCall call = HeldCall.in(runner);
        CompletableFuture<String> signal = new CompletableFuture<>();
        runner.later(signal);

        load("fraud", "1.0.0");
        assertThat(bean.getInFlight())
                .containsExactly("Plugin 'tax' 1.0.0 (generation 1): 2 inside, 1 of them asynchronous");
        List<String> lines = bean.inFlight("tax").stream()
                .filter(each -> !each.startsWith("    "))
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("Plugin 'tax' 1.0.0 (generation 1): Runner.run on 'held-call' for at least ");
        assertThat(lines.get(1))
                .startsWith("Plugin 'tax' 1.0.0 (generation 1): asynchronous Runner.later")
                .contains("not complete for ");
        assertThat(bean.inFlight("tax"))
                .anyMatch(each -> each.startsWith("    at ") && each.contains("CountDownLatch.await"));
        call.release();
        signal.complete("now");
    }

    @Test
    void callsInsideAReplacedGeneration_areCountedAsWell() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));
        host.reload("tax", jar("tax", "2.0.0"), KEEP_DRAINING);

        assertThat(bean.getInFlight())
                .containsExactly("Plugin 'tax' 1.0.0 (generation 1): 1 inside, 0 of them asynchronous");
        call.release();
    }

    @Test
    void inVerifierMode_itIsShownWhereACallCameIn() throws Exception {
        openHost(builder -> builder.jmx(NAME).verifyCalls(true));
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));

        assertThat(bean.inFlight("tax"))
                .anyMatch(each -> each.startsWith("    from ") && each.contains(HeldCall.class.getName()));
        call.release();
    }

    @Test
    void asynchronousCallsThatAreNotNamed_areCounted() {
        Runner runner = load("tax", "1.0.0");
        CompletableFuture<String> signal = new CompletableFuture<>();
        for (int i = 0; i < 150; i++) {
            runner.later(signal);
        }

        assertThat(bean.inFlight("tax"))
                .hasSize(101)
                .last()
                .isEqualTo("Plugin 'tax' 1.0.0 (generation 1): 50 asynchronous calls of which no more is known");
        signal.complete("now");
    }

    @Test
    void whatHoldsALeak_isShownBelowIt() throws Exception {
        openHost(builder ->
                builder.jmx(NAME).leakNotBefore(Duration.ZERO).leakExplainer(loader -> "the registry\ntake it out"));
        host.load(PluginJars.plugin(folder, "duty", "1.0.0")
                .pluginClass("com.acme.duty.ThePlugin", "@Override public void start() { Registry.add(this); }")
                .jar("duty.jar"));
        assertThat(host.unload("duty").reclamation().verifyNow(HeldCall.LONG)).isEqualTo(Verdict.LEAKED);

        await().until(() -> bean.unreclaimed("duty").size() > 1);
        assertThat(bean.unreclaimed("duty")).hasSize(3).endsWith("    the registry", "    take it out");
        Registry.clear();
    }

    @Test
    void whatIsNotKnownToBeGone_isNamed() throws Exception {
        load("tax", "1.0.0");
        UnloadReport report = host.unload("tax");

        assertThat(bean.getUnreclaimed()).singleElement().asString().contains("'tax'", "PENDING");
        assertThat(bean.unreclaimed("tax")).hasSize(1);
        assertThat(bean.unreclaimed("fraud")).isEmpty();
        assertThat(report.reclamation().verifyNow(HeldCall.LONG)).isEqualTo(Verdict.RECLAIMED);
        assertThat(bean.getUnreclaimed()).isEmpty();
    }

    // ------------------------------------------------------------------------ steering

    @Test
    void unload_tellsWhatCameOfIt() {
        load("tax", "1.0.0");

        assertThat(bean.unload("tax"))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("Unloaded: 'tax', after "))
                .satisfies(lines ->
                        assertThat(lines.get(1)).startsWith("Plugin 'tax' 1.0.0 (generation 1): UNLOADED, drained"));
        assertThat(host.status().current()).isEmpty();
    }

    @Test
    void unload_takesAPolicy() throws Exception {
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));

        try (LoggedLines log = LoggedLines.listen()) {
            assertThat(bean.unload("tax", 0, "keep_draining"))
                    .first()
                    .asString()
                    .startsWith("Not unloaded: 'tax', after ");
            assertThat(log.at(Level.WARN)).anyMatch(each -> each.contains("drain timed out after 0 ns"));
        }
        assertThat(bean.getGenerations().get(0).getPhase()).isEqualTo("DRAINING");
        assertThat(bean.unload("tax", 0, "RESUME").get(1)).contains("RESUMED", "Runner.run on 'held-call'");
        call.release();
    }

    @Test
    void aPolicyThatIsNone_isRefusedInWords() {
        load("tax", "1.0.0");

        assertThatThrownBy(() -> bean.unload("tax", 0, "KILL"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("What to do with calls that do not end must be one of [RESUME, KEEP_DRAINING, FORCE], not"
                        + " 'KILL'");
        assertThatThrownBy(() -> bean.unload("tax", -1, "FORCE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A time to wait must not be negative: PT-1S");
        assertThat(host.status().current()).hasSize(1);
    }

    @Test
    void reload_takesTheSameFileOrAnother() {
        Runner runner = load("tax", "1.0.0");

        List<String> told = bean.reload("tax");
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).startsWith("Reloaded: 'tax', after ");
        assertThat(told.get(1)).isEqualTo("Serves: Plugin 'tax' 1.0.0 (generation 2)");
        assertThat(told.get(2)).startsWith("Plugin 'tax' 1.0.0 (generation 1): UNLOADED, drained");
        assertThat(bean.reload("tax", jar("tax", "2.0.0").toString()).get(1))
                .isEqualTo("Serves: Plugin 'tax' 2.0.0 (generation 3)");
        assertThat(runner.version()).isEqualTo("2.0.0");
    }

    @Test
    void aReloadThatFails_saysWhy() throws Exception {
        load("tax", "1.0.0");
        String file = Files.createFile(folder.resolve("empty.jar")).toString();

        assertThat(bean.reload("tax", file))
                .singleElement()
                .asString()
                .startsWith("Not reloaded: 'tax', 1.0.0 goes on serving: ")
                .contains("empty.jar");
    }

    @Test
    void failures_areToldByClassesThatEveryClientHas() {
        load("tax", "1.0.0");

        for (ThrowingCallable each : List.<ThrowingCallable>of(
                () -> bean.unload("rates"), () -> bean.reload("rates"), () -> bean.inFlight("rates"))) {
            assertThatThrownBy(each)
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No plugin 'rates' is loaded; loaded are tax")
                    .hasNoCause();
        }
    }

    @Test
    void anUnloadFromInsideThePlugin_isRefusedInWords() throws Exception {
        Runner runner = load("tax", "1.0.0");

        assertThatThrownBy(() -> runner.run(() -> bean.unload("tax")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("would wait for itself")
                .hasNoCause();
    }

    @Test
    void whatAPluginsExceptionSays_comesWithoutItsClass() {
        load("tax", "1.0.0");
        String bad = PluginJars.plugin(folder, "tax", "2.0.0")
                .pluginClass(
                        "com.acme.Bad",
                        "@Override public void start() { throw new IllegalStateException(\"no disk\"); }")
                .jar("bad.jar")
                .toString();

        assertThat(bean.reload("tax", bad).get(0)).contains("goes on serving", "no disk");
    }

    // ------------------------------------------------------------------------ the name

    @Test
    void aHostThatIsClosed_isThereNoMore() {
        host.close();

        assertThat(server.isRegistered(name)).isFalse();
    }

    @Test
    void aNameThatIsTaken_isRefused_andLeavesNothingBehind() throws Exception {
        assertThatThrownBy(() -> PluginHost.builder()
                        .workDirectory(folder.resolve("other"))
                        .jmx(NAME)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("There is an MBean '" + name + "' already")
                .hasMessageContaining("give this host another name");
        try (Stream<Path> left = Files.list(folder.resolve("other"))) {
            assertThat(left).isEmpty();
        }
        assertThat(server.isRegistered(name)).isTrue();
    }

    @Test
    void aHostThatCouldNotHaveItsName_isNotKeptForTheEndOfTheJvm() {
        LoaderReclamation.assertCollected(refusedForItsName());
    }

    /** What only a host that was not made refers to. */
    private WeakReference<Alarms> refusedForItsName() {
        Alarms own = new ManualAlarms();
        assertThatThrownBy(() -> PluginHost.builder()
                        .workDirectory(folder.resolve("other"))
                        .jmx(NAME)
                        .closeOnShutdown(true)
                        .alarms(own)
                        .build())
                .isInstanceOf(IllegalStateException.class);
        return new WeakReference<>(own);
    }

    @Test
    void twoHosts_standBesideEachOther() {
        try (PluginHost other = PluginHost.builder()
                .workDirectory(folder.resolve("other"))
                .jmx("west")
                .build()) {
            other.load(jar("tax", "1.0.0"));

            assertThat(bean.getGenerations()).isEmpty();
        }
    }

    @Test
    void withoutAName_aHostIsNotThere() {
        openHost(builder -> builder);

        assertThat(server.queryNames(null, null))
                .noneMatch(each -> each.getDomain().equals("io.rundown"));
    }
}
