package io.rundown.host.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.HostFixture;
import io.rundown.host.PluginHost;
import io.rundown.host.model.CleanUpPolicy;
import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Planted;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plugins that leave nothing, or nothing that matters. */
class NothingLeftTest extends HostFixture {

    @Test
    void nothingIsTold() throws Exception {
        load("tax", "1.0.0");

        ReloadReport reload = host.reload("tax", jar("tax", "2.0.0"));

        assertThat(reload.retired())
                .singleElement()
                .satisfies(old -> assertThat(old.leftovers()).isEmpty());
        assertThat(host.unload("tax").plugin().leftovers()).isEmpty();
    }

    /** They take milliseconds to get ready, which a plugin that never used them must not be charged for. */
    @Test
    void noSubsystemIsTouched() throws Exception {
        Path classes = folder.resolve("classes.txt");
        unloadInAnotherProcess(
                System.getProperty("java.class.path"), "-Xlog:class+load=info:file=" + classes + "::filecount=0");

        List<String> loaded = loadedIn(classes);
        assertThat(loaded.subList(loaded.indexOf("io.rundown.host.internal.cleanup.CleanUp"), loaded.size()))
                .contains("io.rundown.host.internal.cleanup.LoggingStep")
                .doesNotContainAnyElementsOf(List.of(
                        "java.util.logging.LogManager",
                        "java.util.logging.Logger",
                        "java.sql.DriverManager",
                        "java.security.Security",
                        "sun.security.jca.ProviderList",
                        "javax.management.MBeanServerFactory",
                        "sun.net.spi.DefaultProxySelector"));
    }

    /** No loader sees the class of a lambda. To find it, every unload would have to get the logging ready. */
    @Test
    void aFilterThatIsALambda_isNotLookedFor() throws Exception {
        host.load(Planted.leaving("a filter that is a lambda")
                .start("Logger.getGlobal().setFilter(record -> true);")
                .jar(folder));

        assertThat(host.unload(Planted.ID).plugin().leftovers()).isEmpty();

        java.util.logging.Logger.getGlobal().setFilter(null);
    }

    /** A custom run-time image has what its application needs. */
    @Test
    void partsOfTheJdkThatAreNotThere_areSkipped() throws Exception {
        String separator = System.getProperty("path.separator");
        String classpath = Stream.of(System.getProperty("java.class.path").split(separator, -1))
                .filter(each -> !each.contains("logback")) // which needs more
                .collect(Collectors.joining(separator));

        unloadInAnotherProcess(classpath, "--limit-modules=java.base,java.management,jdk.zipfs");
    }

    private void unloadInAnotherProcess(String classpath, String option) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classpath,
                        UnloadOnce.class.getName(),
                        folder.resolve("work").toString(),
                        jar("tax", "1.0.0").toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();
    }

    private static List<String> loadedIn(Path log) throws Exception {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(line -> line.substring(line.lastIndexOf(']') + 1).trim())
                    .map(line -> line.split(" ", 2)[0])
                    .toList();
        }
    }

    /** A process that loads a plugin and unloads it. */
    static final class UnloadOnce {

        private UnloadOnce() {}

        public static void main(String[] arguments) {
            try (PluginHost host =
                    PluginHost.builder().workDirectory(Path.of(arguments[0])).build()) {
                host.load(Path.of(arguments[1]));
                if (!host.unload("tax").plugin().leftovers().isEmpty()) {
                    throw new AssertionError("Something was left");
                }
            }
        }
    }

    /** The registry of editors holds their classes weakly, so there is nothing to clean. */
    @Test
    void aPropertyEditor_keepsNoClassLoader() throws Exception {
        openHost(builder -> builder.cleanUp(CleanUpPolicy.everything(Act.IGNORE)));
        host.load(Planted.leaving("a property editor")
                .source("Editor", "public class Editor extends java.beans.PropertyEditorSupport {}")
                .start("""
                        java.beans.PropertyEditorManager.registerEditor(Runner.class, Editor.class);
                        if (java.beans.PropertyEditorManager.findEditor(Runner.class) == null) { throw new Exception(); }
                        """)
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));

        host.unload(Planted.ID);

        LoaderReclamation.assertCollected(loader);
    }
}
