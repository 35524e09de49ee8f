package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.LoadReport;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plugins whose classes are missing, wrong, too new, or fail. */
class BadClassTest extends BadInputFixture {

    // ------------------------------------------------------------------------ the plugin class

    @Test
    void aPluginClassThatIsNotThere() throws Exception {
        assertRefused(
                plugin("bad", "1.0.0")
                        .descriptor("Plugin-Class", "com.acme.Nowhere")
                        .jar("bad.jar"),
                "its Plugin-Class com.acme.Nowhere is not in it");
        assertLoadable("bad");
    }

    @Test
    void aPluginClassThatIsNoPlugin() throws Exception {
        assertRefused(
                withPluginClass("public class Bad {}"),
                "its Plugin-Class com.acme.Bad is not a subclass of org.pf4j.Plugin");
        assertLoadable("bad");
    }

    @Test
    void anAbstractPluginClass() throws Exception {
        assertRefused(
                withPluginClass("public abstract class Bad extends Plugin {}"),
                "its Plugin-Class com.acme.Bad is abstract");
        assertLoadable("bad");
    }

    @Test
    void aPluginClassWithoutAUsableConstructor() throws Exception {
        assertRefused(
                withPluginClass("public class Bad extends Plugin { public Bad(String unknown) {} }"),
                "its Plugin-Class com.acme.Bad has no constructor that the host can call");
        assertLoadable("bad");
    }

    @Test
    void aPluginClassWhoseSuperclassIsMissing() throws Exception {
        Path jar = plugin("bad", "1.0.0")
                .descriptor("Plugin-Class", "com.acme.Bad")
                .source("com.acme.Base", "public class Base extends Plugin {}")
                .source("com.acme.Bad", "public class Bad extends Base {}")
                .jar("bad.jar");
        inside(jar, root -> Files.delete(root.resolve("com/acme/Base.class")));

        assertRefused(jar, "its Plugin-Class com.acme.Bad cannot be loaded", "com/acme/Base");
    }

    @Test
    void aPluginClassForANewerJava() throws Exception {
        Path jar = withPluginClass("public class Bad extends Plugin {}");
        inside(jar, root -> makeNewer(root.resolve("com/acme/Bad.class")));

        assertRefused(
                jar,
                "its Plugin-Class com.acme.Bad is compiled for a newer Java: it needs Java 55, and this is Java "
                        + Runtime.version().feature());
        assertLoadable("bad");
    }

    private Path withPluginClass(String source) {
        return plugin("bad", "1.0.0")
                .descriptor("Plugin-Class", "com.acme.Bad")
                .source("com.acme.Bad", source)
                .jar("bad.jar");
    }

    // ------------------------------------------------------------------------ extensions

    @Test
    void anExtensionThatIsListedAndMissing() throws Exception {
        assertRefused(
                plugin("bad", "1.0.0").extension("com.acme.Nowhere").jar("bad.jar"),
                "its extension com.acme.Nowhere is not in it");
        assertLoadable("bad");
    }

    @Test
    void anExtensionForANewerJava() throws Exception {
        Path jar = plugin("bad", "1.0.0").runnerExtension("com.acme.Bad", "1").jar("bad.jar");
        inside(jar, root -> makeNewer(root.resolve("com/acme/Bad.class")));

        assertRefused(jar, "its extension com.acme.Bad is compiled for a newer Java: it needs Java 55");
        assertLoadable("bad");
    }

    @Test
    void anAbstractExtension() throws Exception {
        assertRefused(
                withExtension("public abstract class Bad implements Runner {}"),
                "its extension com.acme.Bad is abstract");
        assertLoadable("bad");
    }

    @Test
    void anExtensionWithoutAUsableConstructor() throws Exception {
        assertRefused(
                withExtension("public class Bad implements ExtensionPoint { public Bad(int number) {} }"),
                "its extension com.acme.Bad has no constructor that the host can call");
        assertLoadable("bad");
    }

    @ParameterizedTest
    @CsvSource({
        "extends UnwrappablePoints.WithFinalMethod, its method done is final",
        "extends UnwrappablePoints.WithPackagePrivateMethod, its method hidden is package-private",
        "extends UnwrappablePoints.Concrete, it is neither an interface nor an abstract class",
        "implements UnwrappablePoints.Permitted, it is sealed",
        "implements ExtensionPoint, it is neither an interface nor an abstract class",
        "implements Hidden, it is not public"
    })
    void anExtensionThatCannotBeWrapped(String relation, String why) throws Exception {
        assertRefused(
                withExtension("public class Bad " + relation + " {} interface Hidden extends ExtensionPoint {}"),
                "its extension com.acme.Bad cannot be guarded: no handle can be made for ",
                why);
        assertLoadable("bad");
    }

    @Test
    void anExtensionPointThatWantsParameters() throws Exception {
        assertRefused(withExtension("""
                        public class Bad extends UnwrappablePoints.WithParameters { public Bad() { super("x"); } }
                        """), "it has no public or protected constructor without parameters");
    }

    private Path withExtension(String source) {
        return plugin("bad", "1.0.0")
                .source("com.acme.Bad", source)
                .extension("com.acme.Bad")
                .jar("bad.jar");
    }

    // ------------------------------------------------------------------------ code that fails

    @ParameterizedTest
    @CsvSource({
        "public Bad() { throw new IllegalStateException(\"no\"); }, its constructor threw java.lang.IllegalStateException: no",
        "public Bad() { throw new AssertionError(\"no\"); }, its constructor threw java.lang.AssertionError: no",
        "static { if (true) throw new IllegalStateException(); }, its constructor threw java.lang.ExceptionInInitializerError",
        "public void start() { throw new IllegalStateException(\"no\"); }, its start() threw java.lang.IllegalStateException: no",
        "public void start() { throw new AssertionError(\"no\"); }, its start() threw java.lang.AssertionError: no"
    })
    void constructionOrStartThatFails(String member, String why) throws Exception {
        assertRefused(plugin("bad", "1.0.0").pluginClass("com.acme.Bad", member).jar("bad.jar"), why);
        assertLoadable("bad");
    }

    @Test
    void anExtensionThatFails_afterAStartThatWentWell_isStoppedAgain() throws Exception {
        assertRefused(
                PluginJars.runner(folder, "bad", "1.0.0")
                        .source("com.acme.bad.Second", """
                                public class Second extends TheRunner { public Second() { throw new Error("no"); } }
                                """)
                        .extension("com.acme.bad.Second")
                        .jar("bad.jar"),
                "the making of its extensions threw java.lang.Error: no");
        assertThat(PluginEvents.all()).containsSubsequence("start bad 1.0.0", "stop bad 1.0.0");
    }

    @Test
    void aStartThatHangs_isInterrupted_andLeftBehind() throws Exception {
        try (PluginHost hasty = HostFixture.givingUp(
                        PluginHost.builder(), each -> PluginEvents.all().contains("hanging in " + each.getName()))
                .build()) {
            Path bad = plugin("bad", "1.0.0").pluginClass("com.acme.Bad", """
                            @Override public void start() {
                                PluginEvents.add("hanging in " + Thread.currentThread().getName());
                                try {
                                    new CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    PluginEvents.add("interrupted");
                                }
                            }
                            """).jar("bad.jar");

            LoadReport report = hasty.load(List.of(bad, jar("good", "1.0.0")));

            assertThat(report.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.getMessage())
                            .contains(
                                    "bad.jar", "its start() did not return within", "was interrupted and left behind"));
            await().untilAsserted(() -> assertThat(PluginEvents.all()).contains("interrupted"));
            assertThat(hasty.extension(Runner.class, "good").version()).isEqualTo("1.0.0");
        }
    }

    // ------------------------------------------------------------------------ patching

    private interface Patch {
        void apply(Path root) throws IOException;
    }

    private static void inside(Path jar, Patch patch) {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            patch.apply(files.getPath("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java 55 is a way off. */
    private static void makeNewer(Path classFile) throws IOException {
        byte[] code = Files.readAllBytes(classFile);
        code[7] = 99;
        Files.write(classFile, code);
    }
}
