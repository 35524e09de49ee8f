package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.testing.HandlePoints.Shapes;
import io.rundown.host.testing.LentPoints.Session;
import io.rundown.host.testing.LentPoints.Sessions;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose context class loader calls run with. */
class ContextClassLoaderTest extends LentFixture {

    private static final ClassLoader CALLERS = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void openHostThatSetsIt() {
        host.close();
        host = PluginHost.builder()
                .workDirectory(folder.resolve("setting"))
                .contextClassLoaderInCalls(true)
                .build();
    }

    private static Object contextLoader() {
        return Objects.requireNonNull(Thread.currentThread().getContextClassLoader());
    }

    @Test
    void callsRunWithThePlugins_andTheCallersIsRestored() throws Exception {
        Runner runner = load("tax", "1.0.0");
        ClassLoader loader = loaderBehind(runner).get();

        assertThat(runner.run(ContextClassLoaderTest::contextLoader)).isSameAs(loader);
        assertThat(contextLoader()).isSameAs(CALLERS);

        assertThatThrownBy(() -> runner.run(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(contextLoader()).isSameAs(CALLERS);
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void aCallFromOnePluginIntoAnother_setsAndRestores() throws Exception {
        Runner tax = load("tax", "1.0.0");
        Runner toll = load("toll", "1.0.0");
        ClassLoader loader = loaderBehind(tax).get();
        ClassLoader other = loaderBehind(toll).get();

        Object after = tax.run(() -> {
            assertThat(toll.run(ContextClassLoaderTest::contextLoader)).isSameAs(other);
            return contextLoader();
        });

        assertThat(after).isSameAs(loader);
    }

    @Test
    void lentObjects_runWithItToo() throws Exception {
        Sessions sessions = loadLender("tax");
        Session session = sessions.open("a");

        assertThat(session.run(ContextClassLoaderTest::contextLoader))
                .isSameAs(loaderBehind(session).get());
        assertThat(contextLoader()).isSameAs(CALLERS);
        assertThat(sessions.close(session)).isEqualTo("own");
    }

    @Test
    void argumentsAndResultsOfEveryTypePassThrough() {
        host.load(PluginJars.plugin(folder, "shape", "1.0.0")
                .source("com.acme.Shape", """
                        class Shape implements HandlePoints.Shapes {
                            public void nothing() {}
                            public boolean not(boolean value) { return !value; }
                            public byte[] bytes(byte a, short b, char c) { return new byte[] {a, (byte) b, (byte) c}; }
                            public long sum(int a, long b, double c, float d, int e) {
                                return a + b + (long) c + (long) d + e;
                            }
                            public double half(double value) { return value / 2; }
                            public float same(float value) { return value; }
                            public char next(char value) { return ++value; }
                            public short[][] grid(int rows) { return new short[rows][2]; }
                            public String joined(String separator, Object... parts) { return parts.length + separator; }
                        }
                        """)
                .extension("com.acme.Shape")
                .jar("shape.jar"));
        Shapes shapes = host.extension(Shapes.class, "shape");

        shapes.nothing();
        assertThat(shapes.sum(1, 1L << 40, 3.0, 4.0f, 5)).isEqualTo(13 + (1L << 40));
        assertThat(shapes.half(5)).isEqualTo(2.5);
        assertThat(shapes.joined("!", 1, "two")).isEqualTo("2!");
        assertThat(contextLoader()).isSameAs(CALLERS);
    }

    @Test
    void afterAnUnload_theHandlesKeepNoClassLoader() throws Exception {
        Runner runner = load("tax", "1.0.0");
        WeakReference<ClassLoader> loader = loaderBehind(runner);

        host.unload("tax");

        LoaderReclamation.assertCollected(loader);
        assertThat(runner.toString()).contains("tax");
    }

    @Test
    void byDefault_callsRunWithTheCallers() throws Exception {
        try (PluginHost plain =
                PluginHost.builder().workDirectory(folder.resolve("plain")).build()) {
            plain.load(jar("tax", "1.0.0"));

            assertThat(plain.extension(Runner.class, "tax").run(ContextClassLoaderTest::contextLoader))
                    .isSameAs(CALLERS);
        }
    }
}
