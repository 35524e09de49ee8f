package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.testing.Greeting;
import io.rundown.host.testing.HandlePoints;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pf4j.Extension;

/** What pf4j's view shows of extensions: handles where it can, and the real things where pf4j's callers ask for classes. */
class ExtensionsViewTest extends ManagerFixture {

    /** On the application's own class path. */
    @Extension(ordinal = 5)
    public static final class OwnGreeting implements Greeting {
        @Override
        public String words() {
            return "own";
        }
    }

    @Override
    PluginHostBuilder configured(PluginHostBuilder builder) {
        return builder.applicationLoader(new WithIndex(getClass().getClassLoader(), folder));
    }

    /** As if the application had been built with pf4j's annotation processor. */
    private static final class WithIndex extends URLClassLoader {

        WithIndex(ClassLoader parent, Path folder) {
            super(urls(folder), parent);
        }

        private static URL[] urls(Path folder) {
            try {
                Path index = folder.resolve("application/META-INF/extensions.idx");
                Files.createDirectories(index.getParent());
                Files.writeString(index, OwnGreeting.class.getName() + "\ncom.acme.NotThere # is logged\n");
                return new URL[] {folder.resolve("application").toUri().toURL()};
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path greeting(String id, String annotation) {
        return PluginJars.plugin(root, id, "1.0.0")
                .source("com.acme." + id + ".Hello", """
                        %s
                        public class Hello implements Greeting {
                            @Override public String words() { return "%s"; }
                        }
                        """.formatted(annotation, id))
                .extension("com.acme." + id + ".Hello")
                .jar(id + ".jar");
    }

    private void startAll(Path... jars) {
        for (Path each : jars) {
            manager.loadPlugin(each);
        }
        manager.startPlugins();
    }

    @Test
    void extensionsComeInTheOrderOfTheirOrdinals_thoseOfTheApplicationAmongThem() {
        startAll(greeting("late", "@Extension(ordinal = 9)"), greeting("early", "@Extension(ordinal = 1)"));

        assertThat(manager.getExtensions(Greeting.class))
                .extracting(Greeting::words)
                .containsExactly("early", "own", "late");
        assertThat(manager.getExtensions(Greeting.class, "late"))
                .extracting(Greeting::words)
                .containsExactly("late");
        assertThat(manager.getExtensions(Greeting.class, null))
                .singleElement()
                .isInstanceOf(OwnGreeting.class)
                .isSameAs(manager.getExtensions(Greeting.class, null).get(0));
        assertThat(manager.getExtensionClassNames(null)).containsExactly(OwnGreeting.class.getName());
    }

    @Test
    void anOrdinalMayStandOnAnAnnotationOfThePluginsOwn() {
        Path early = PluginJars.plugin(root, "early", "1.0.0")
                .source("com.acme.early.Marked", """
                        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                        @java.lang.annotation.Target({java.lang.annotation.ElementType.TYPE})
                        @Extension(ordinal = 1)
                        public @interface Marked {}
                        """)
                .source("com.acme.early.Hello", """
                        @Marked
                        public class Hello implements Greeting {
                            @Override public String words() { return "early"; }
                        }
                        """)
                .extension("com.acme.early.Hello")
                .jar("early.jar");
        startAll(early);

        assertThat(manager.getExtensions(Greeting.class))
                .extracting(Greeting::words)
                .containsExactly("early", "own");
    }

    @Test
    void withoutAType_everyExtensionWithOneExtensionPointComesAsItsHandle() {
        Path jar = PluginJars.runner(root, "tax", "1.0.0")
                .source("com.acme.tax.Both", """
                        public class Both extends TheRunner implements Greeting {
                            @Override public String words() { return "both"; }
                        }
                        """)
                .extension("com.acme.tax.Both")
                .jar("tax.jar");
        startAll(jar);

        List<?> handles = manager.getExtensions("tax");

        assertThat(handles).hasSize(1);
        assertThat(handles.get(0)).isInstanceOf(Runner.class).isNotInstanceOf(Greeting.class);
        assertThat(((Runner) handles.get(0)).version()).isEqualTo("1.0.0");
        assertThat(manager.whichPlugin(handles.get(0).getClass()))
                .as("a handle is nobody's")
                .isNull();
        assertThat(manager.getExtensions(Runner.class, "tax")).hasSize(2);
    }

    @Test
    void classesAndClassLoadersAreTheRealThings() {
        startAll(jar("tax", "1.0.0"));

        Class<?> type = manager.getExtensionClasses("tax").get(0);

        assertThat(type.getName()).isEqualTo("com.acme.tax.TheRunner");
        assertThat(type.getClassLoader()).isSameAs(manager.getPluginClassLoader("tax"));
        assertThat(manager.getExtensionClasses(Runner.class)).isEqualTo(List.of(type));
        assertThat(manager.getExtensionClasses(Runner.class, "tax")).isEqualTo(List.of(type));
        assertThat(manager.getExtensionClasses(Greeting.class, "tax")).isEmpty();
        assertThat(manager.getExtensionClasses(Greeting.class)).isEqualTo(List.of(OwnGreeting.class));
        assertThat(manager.getExtensionClassNames("tax")).containsExactly("com.acme.tax.TheRunner");
        assertThat(manager.whichPlugin(type)).isEqualTo(manager.getPlugin("tax"));
        assertThat(manager.whichPlugin(String.class)).isNull();
    }

    @Test
    void pointsInTheAnnotationAreChecked() {
        Path jar = PluginJars.plugin(root, "listed", "1.0.0")
                .source("com.acme.listed.Hello", """
                        @Extension(points = {Greeting.class, UnwrappablePoints.Sealed.class})
                        public class Hello implements Greeting {
                            @Override public String words() { return "listed"; }
                        }
                        """)
                .extension("com.acme.listed.Hello")
                .jar("listed.jar");
        startAll(jar);

        assertThat(manager.getPlugin("listed").getFailedException()).hasMessageContainingAll("Sealed", "it is sealed");
    }

    @Test
    void anIndexWithCommentsIsRead() {
        Path jar = PluginJars.plugin(root, "old", "1.0.0")
                .runnerExtension("com.acme.old.TheRunner", "1.0.0")
                .entry(
                        "META-INF/extensions.idx",
                        "# Generated by PF4J\ncom.acme.old.TheRunner # pf4j extension\n"
                                .getBytes(StandardCharsets.UTF_8))
                .jar("old.jar");
        startAll(jar);

        assertThat(manager.getExtensions(Runner.class)).hasSize(1);
        assertThat(manager.getExtensions(HandlePoints.Shapes.class)).isEmpty();
    }
}
