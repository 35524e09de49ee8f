package io.rundown.host.hazards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rundown.host.HostFixture;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files, and what is read from them, while plugins run. */
class FileHazardsTest extends HostFixture {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** Elsewhere it empties the folder of the version that is running, and then says that it is loaded already. */
    @Test
    void loadingANewerZipOfAPluginThatRuns_leavesTheRunningOneWhole() throws Exception {
        Path zip = lateLoader("1.0.0").zip("tax.zip");
        host.load(zip);
        Path newer = lateLoader("2.0.0").zip("tax.zip");

        assertThatThrownBy(() -> host.load(newer)).hasMessageContaining("already loaded");

        assertThat(runner("tax").run(lateClass())).isEqualTo("NeededLate");
        assertThat(runner("tax").version()).isEqualTo("1.0.0");
    }

    /** Elsewhere the next class that is needed cannot be found. */
    @Test
    void overwritingTheJarOfAPluginThatRuns_changesNothing() throws Exception {
        Path jar = lateLoader("1.0.0").jar("tax.jar");
        host.load(jar);
        Files.write(jar, new byte[100]);

        assertThat(runner("tax").run(lateClass())).isEqualTo("NeededLate");
    }

    private PluginJars lateLoader(String version) {
        return PluginJars.runner(folder, "tax", version)
                .source("com.acme.tax.NeededLate", "public class NeededLate {}");
    }

    private Callable<?> lateClass() {
        return () -> Class.forName(
                        "com.acme.tax.NeededLate",
                        true,
                        Objects.requireNonNull(loaderBehind(runner("tax")).get()))
                .getSimpleName();
    }

    /** Elsewhere a stream that somebody opened keeps the jar open, and closing one loader breaks what another reads. */
    @Test
    void resourcesOfTwoGenerations_doNotShareAnOpenJar_andLeaveNoneOpen() throws Exception {
        Path jar = PluginJars.runner(folder, "tax", "1.0.0")
                .entry("rates.txt", "rates".getBytes(StandardCharsets.UTF_8))
                .jar("tax.jar");
        host.load(jar);
        InputStream ofTheFirst = open();
        host.reload("tax", jar);
        InputStream ofTheSecond = open();
        host.unload("tax");

        // Both were opened by the caller, who may finish.
        assertThat(ofTheFirst.readAllBytes()).hasSize(5);
        assertThat(ofTheSecond.readAllBytes()).hasSize(5);
        ofTheFirst.close();
        ofTheSecond.close();
        assertThat(openFilesBelow(folder)).isEmpty();
    }

    private InputStream open() throws Exception {
        ClassLoader loader = Objects.requireNonNull(loaderBehind(runner("tax")).get());
        return Objects.requireNonNull(loader.getResource("rates.txt")).openStream();
    }

    private static List<String> openFilesBelow(Path folder) throws IOException {
        assumeThatOpenFilesCanBeSeen();
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.map(FileHazardsTest::target)
                    .filter(each -> each.startsWith(folder.toString()) && !each.endsWith(".lock"))
                    .toList();
        }
    }

    private static void assumeThatOpenFilesCanBeSeen() {
        assumeTrue(Files.isDirectory(OPEN_FILES));
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Elsewhere what the old version's annotation said is kept by class name, and the new version's is not looked at. */
    @Test
    void aNewVersionsAnnotations_areRead() {
        load("steady", "1.0.0");
        host.load(ordered(-1).jar("tax-1.jar"));
        assertThat(host.extensions(Runner.class)).extracting(Runner::version).containsExactly("ordered", "1.0.0");

        host.reload("tax", ordered(1).jar("tax-2.jar"));

        assertThat(host.extensions(Runner.class)).extracting(Runner::version).containsExactly("1.0.0", "ordered");
    }

    private PluginJars ordered(int ordinal) {
        return PluginJars.plugin(folder, "tax", "1.0.0")
                .source("com.acme.tax.Base", """
                        abstract class Base implements Runner {
                            @Override public Object run(Callable<?> body) throws Exception { return body.call(); }
                            @Override public CompletionStage<String> later(CompletionStage<String> s) { return s; }
                        }
                        """)
                .source("com.acme.tax.Ordered", """
                        @Extension(ordinal = %d)
                        public class Ordered extends Base {
                            @Override public String version() { return "ordered"; }
                        }
                        """.formatted(ordinal))
                .extension("com.acme.tax.Ordered");
    }

    /** Elsewhere the library that reads class files is too old for them. */
    @Test
    void aPluginOfThisVeryJava_isRead() {
        int feature = Runtime.version().feature();
        host.load(ordered(0).release(feature).jar("new.jar"));

        assertThat(host.extensions(Runner.class)).extracting(Runner::version).containsExactly("ordered");
    }
}
