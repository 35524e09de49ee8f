package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.rundown.host.jmx.PluginHostMXBean;
import io.rundown.host.model.Drain;
import io.rundown.host.testing.LoggedLines;
import io.rundown.host.testing.Recorded;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.JMX;
import javax.management.ObjectName;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An unload that has been held up for five minutes, and all who tell by what. */
@SuppressWarnings("NullAway.Init") // by the set-up
abstract class HeldUpFixture extends HostFixture {

    /** So long that no test takes as long: looks go by the clock of the JVM, too. */
    static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    static final String PLUGIN = "Plugin 'tax' 1.0.0 (generation 1): ";

    private final ManualAlarms time = new ManualAlarms();
    private final LoggedLines log = LoggedLines.listen();
    private final Recorded recorded = Recorded.begin();
    private Drain drain;
    private PluginHostMXBean bean;

    /** Makes what holds it up, and returns once that is where it stays. */
    abstract void holdUp(Runner runner) throws Exception;

    /** Lets it go on. Idempotent, and does nothing if there is nothing. */
    abstract void letGo() throws Exception;

    @BeforeEach
    void holdUpAnUnload() throws Exception {
        openHost(builder -> builder.alarms(time).stuckCallsAfter(FIVE_MINUTES).jmx("held up"));
        bean = JMX.newMXBeanProxy(
                ManagementFactory.getPlatformMBeanServer(),
                new ObjectName("io.rundown:type=PluginHost,name=\"held up\""),
                PluginHostMXBean.class);
        holdUp(load("tax", "1.0.0"));
        host.unload("tax", KEEP_DRAINING);
        time.pass(FIVE_MINUTES);
        drain = host.unload("tax", KEEP_DRAINING).plugin().drain();
    }

    @AfterEach
    void letGoInTheEnd() throws Exception {
        letGo();
        recorded.close();
        log.close();
    }

    /** Otherwise something else has been named. */
    @Test
    void onceThatIsLetGo_theUnloadGoesThrough() throws Exception {
        letGo();

        assertThat(host.unload("tax").unloaded()).isTrue();
    }

    Drain reported() {
        return drain;
    }

    List<String> warned() {
        return log.at(Level.WARN);
    }

    List<String> debugged() {
        return log.at(Level.DEBUG);
    }

    /** The events of a kind, read back from the recording. */
    List<RecordedEvent> recorded(String kind) throws IOException {
        return recorded.events(folder, kind);
    }

    /** Who was inside when the time was over, as the event of the whole drain tells after its end. */
    String recordedAtTheEnd() throws Exception {
        letGo();
        host.unload("tax");
        List<RecordedEvent> drains = recorded("PluginDrain");
        assertThat(drains).hasSize(1);
        return drains.get(0).getString("insideAtTimeout");
    }

    PluginHostMXBean bean() {
        return bean;
    }
}
