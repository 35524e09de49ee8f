package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.Reclamation.Verdict;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is asked about a leaked plugin, and what is logged of it. */
class LeakExplainerTest extends HostFixture {

    private static final Duration LONG = HeldCall.LONG;

    private final AtomicInteger asked = new AtomicInteger();
    private final Logger logger = (Logger) LoggerFactory.getLogger(PluginHost.class);
    private final Lines lines = new Lines();

    /** What the host logs. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }

        List<String> at(Level level) {
            return events.stream()
                    .filter(each -> each.getLevel() == level)
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    @BeforeEach
    void listenToTheLog() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void letGo() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        logger.setAdditive(true);
        Registry.clear();
    }

    private Reclamation leak(String id) throws InterruptedException {
        host.load(PluginJars.plugin(folder, id, "1.0.0")
                .pluginClass("com.acme." + id + ".ThePlugin", "@Override public void start() { Registry.add(this); }")
                .jar(id + ".jar"));
        Reclamation leaked = host.unload(id).reclamation();
        assertThat(leaked.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);
        return leaked;
    }

    private void explainWith(LeakExplainer explainer) {
        openHost(builder -> builder.leakNotBefore(Duration.ZERO).leakExplainer(loader -> {
            asked.incrementAndGet();
            return explainer.explain(loader);
        }));
    }

    @Test
    void ofALeak_theExplainerIsAskedOnce_andItsAnswerIsLoggedAndKept() throws Exception {
        explainWith(loader -> "held by Registry.OBJECTS: " + (loader.get() != null));
        Reclamation tax = leak("tax");
        await().atMost(LONG).until(() -> tax.explanation().isPresent());
        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.LEAKED);

        assertThat(tax.explanation()).hasValue("held by Registry.OBJECTS: true");
        assertThat(asked).hasValue(1);
        await().atMost(LONG).until(() -> lines.at(Level.WARN).size() == 2);
        assertThat(lines.at(Level.WARN).get(0))
                .startsWith("Plugin 'tax' 1.0.0 (generation 1): CLOSED -> LEAKED: its class loader, "
                        + "io.rundown.host.internal.load.GenerationClassLoader 'tax-1.0.0")
                .contains("#1', was closed ")
                .contains(" collections that unload classes, none of which has cleared soft references; ")
                .endsWith("What refers to it is being looked for");
        assertThat(lines.at(Level.WARN).get(1))
                .isEqualToNormalizingNewlines("Plugin 'tax' 1.0.0 (generation 1): what refers to its class loader:\n"
                        + "held by Registry.OBJECTS: true");
    }

    @Test
    void ofSeveralGenerationsOfOnePlugin_onlyTheFirstIsExplainedUnasked() throws Exception {
        explainWith(loader -> "held");
        Reclamation first = leak("tax");
        Reclamation second = leak("tax");
        Reclamation other = leak("rates");
        await().atMost(LONG).until(() -> other.explanation().isPresent());

        assertThat(first.explanation()).isPresent();
        assertThat(second.explanation()).isEmpty();
        assertThat(second.explain()).isEqualTo("held");
        assertThat(second.explanation()).hasValue("held");
        assertThat(asked).hasValue(3);
    }

    @Test
    void onceTheExplainedOneIsGone_theNextIsExplained() throws Exception {
        explainWith(loader -> "held");
        Reclamation first = leak("tax");
        await().atMost(LONG).until(() -> first.explanation().isPresent());
        Registry.clear();
        assertThat(first.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);

        Reclamation second = leak("tax");

        await().atMost(LONG).until(() -> second.explanation().isPresent());
        assertThat(asked).hasValue(2);
    }

    @Test
    void anExplainerThatFails_isLogged_andChangesNothing() throws Exception {
        explainWith(loader -> {
            throw new IOException("no room for the dump");
        });
        Reclamation tax = leak("tax");
        await().atMost(LONG).until(() -> lines.at(Level.WARN).size() == 2);

        assertThat(lines.at(Level.WARN).get(1))
                .isEqualTo("Plugin 'tax' 1.0.0 (generation 1): what refers to its class loader could not be found out: "
                        + "java.io.IOException: no room for the dump");
        assertThat(tax.explanation()).isEmpty();
        assertThat(tax.verdict()).isEqualTo(Verdict.LEAKED);
        assertThatThrownBy(tax::explain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no room for the dump")
                .hasCauseInstanceOf(IOException.class);
        Registry.clear();
        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);
    }

    @Test
    void anExplainerThatIsInterrupted_keepsTheNextFromNothing() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        explainWith(loader -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            if (interrupted.size() == 1) {
                queued.await();
                throw new InterruptedException("given up");
            }
            return "held";
        });
        Reclamation tax = leak("tax");
        Reclamation rates = leak("rates");
        queued.countDown();
        await().atMost(LONG).until(() -> rates.explanation().isPresent());

        assertThat(tax.explanation()).isEmpty();
        assertThat(interrupted).containsExactly(false, false);
    }

    @Test
    void withoutAnExplainer_theAnswerIsWhatToDo() throws Exception {
        Reclamation tax = leak("tax");

        await().atMost(LONG).until(() -> !lines.at(Level.WARN).isEmpty());
        assertThat(lines.at(Level.WARN))
                .singleElement()
                .asString()
                .endsWith("Look for the paths to it in a heap dump (jcmd <pid> GC.heap_dump <file>),"
                        + " or give the host a leakExplainer");
        assertThatThrownBy(tax::explain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PluginHostBuilder.leakExplainer");
    }

    @Test
    void ofWhatIsGone_nothingCanBeExplained() throws Exception {
        explainWith(loader -> "held");
        load("tax", "1.0.0");
        Reclamation tax = host.unload("tax").reclamation();
        assertThat(tax.verifyNow(LONG)).isEqualTo(Verdict.RECLAIMED);

        assertThatThrownBy(tax::explain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it is gone");
        assertThat(asked).hasValue(0);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(lines.at(Level.INFO))
                        .anyMatch(line -> line.startsWith("Plugin 'tax' 1.0.0 (generation 1): CLOSED -> RECLAIMED, ")
                                && line.endsWith(" after it was closed")));
    }
}
