package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HandlePoints.Base;
import io.rundown.host.testing.HandlePoints.Box;
import io.rundown.host.testing.HandlePoints.Equal;
import io.rundown.host.testing.HandlePoints.Failing;
import io.rundown.host.testing.HandlePoints.Later;
import io.rundown.host.testing.HandlePoints.Named;
import io.rundown.host.testing.HandlePoints.Person;
import io.rundown.host.testing.HandlePoints.Shapes;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a handle looks like from outside, for every shape of extension point. */
class HandleTest extends HostFixture {

    private <T> T only(Class<T> type, String source) {
        host.load(PluginJars.plugin(folder, "shape", "1.0.0")
                .source("com.acme.Shape", "import io.rundown.host.testing.HandlePoints.*; class Shape " + source)
                .extension("com.acme.Shape")
                .jar("shape.jar"));
        return host.extension(type, "shape");
    }

    // ------------------------------------------------------------------------ signatures

    @Test
    void argumentsAndResultsOfEveryTypePassThrough() {
        Shapes shapes = only(Shapes.class, """
                implements Shapes {
                    public void nothing() {}
                    public boolean not(boolean value) { return !value; }
                    public byte[] bytes(byte a, short b, char c) { return new byte[] {a, (byte) b, (byte) c}; }
                    public long sum(int a, long b, double c, float d, int e) { return a + b + (long) c + (long) d + e; }
                    public double half(double value) { return value / 2; }
                    public float same(float value) { return value; }
                    public char next(char value) { return ++value; }
                    public short[][] grid(int rows) { return new short[rows][2]; }
                    public String joined(String separator, Object... parts) { return parts.length + separator; }
                }
                """);

        shapes.nothing();
        assertThat(shapes.not(true)).isFalse();
        assertThat(shapes.bytes((byte) 1, (short) 2, (char) 3)).containsExactly(1, 2, 3);
        assertThat(shapes.sum(1, 1L << 40, 3.0, 4.0f, 5)).isEqualTo(13 + (1L << 40));
        assertThat(shapes.half(5)).isEqualTo(2.5);
        assertThat(shapes.same(1.5f)).isEqualTo(1.5f);
        assertThat(shapes.next('a')).isEqualTo('b');
        assertThat(shapes.grid(3)).hasDimensions(3, 2);
        assertThat(shapes.joined("!", 1, "two")).isEqualTo("2!");
    }

    @Test
    @SuppressWarnings("unchecked") // the plugin puts strings
    void genericPointsWork_throughTheirBridges() {
        Box<String> box = only(Box.class, """
                implements Box<String> {
                    public String put(String value) { return value + "!"; }
                    public <E extends Comparable<E>> E greatest(List<E> values) { return Collections.max(values); }
                }
                """);

        assertThat(box.put("in")).isEqualTo("in!");
        assertThat(box.greatest(List.of(1, 3, 2))).isEqualTo(3);
    }

    @Test
    void defaultMethodsAnswer_andMayBeOverridden() {
        Named plain = only(Named.class, "implements Named { public String name() { return \"you\"; } }");
        assertThat(plain.greeting()).isEqualTo("hello you");
        host.unload("shape");

        Named own = only(Named.class, """
                implements Named {
                    public String name() { return "you"; }
                    public String greeting() { return "bye " + name(); }
                }
                """);
        assertThat(own.greeting()).isEqualTo("bye you");
    }

    @Test
    void inheritedPointsWork_alsoInADiamond() {
        Person person = only(Person.class, "implements Person { public String name() { return \"you\"; } }");

        assertThat(person.greeting()).isEqualTo("dear you");
        assertThat(host.extension(Named.class, "shape").greeting()).isEqualTo("dear you");
    }

    @Test
    void abstractClassesWork_withTheirProtectedParts() {
        Base base = only(Base.class, """
                extends Base {
                    public String outer() { return "outer"; }
                    protected String inner() { return "inner"; }
                }
                """);

        assertThat(base.outer()).isEqualTo("outer");
        assertThat(base.twice()).isEqualTo("innerinner");
    }

    // ------------------------------------------------------------------------ exceptions

    @Test
    void exceptionsPassThroughAsTheyAre_andTheGuardIsGivenBack() {
        Failing failing = only(Failing.class, """
                implements Failing {
                    public void fail(Exception with) throws java.io.IOException {
                        if (with instanceof java.io.IOException checked) { throw checked; }
                        throw (RuntimeException) with;
                    }
                }
                """);
        IOException checked = new IOException("disk");
        IllegalStateException unchecked = new IllegalStateException("state");

        assertThatThrownBy(() -> failing.fail(checked)).isSameAs(checked);
        assertThatThrownBy(() -> failing.fail(unchecked)).isSameAs(unchecked);
        assertThat(host.status().plugin("shape").orElseThrow().inside()).isZero();
        assertThat(host.unload("shape", AT_ONCE).unloaded()).isTrue();
    }

    // ------------------------------------------------------------------------ identity

    @Test
    void equalsHashCodeAndToString_neverEnterThePlugin() {
        Equal equal = only(Equal.class, """
                implements Equal {
                    public boolean equals(Object other) { throw new AssertionError(); }
                    public int hashCode() { throw new AssertionError(); }
                    public String toString() { throw new AssertionError(); }
                    public String work() { return "works"; }
                }
                """);

        assertThat(equal.equals(equal)).isTrue();
        assertThat(equal.equals(new Object())).isFalse();
        assertThat(equal.hashCode()).isEqualTo(equal.hashCode());
        assertThat(equal.toString()).isEqualTo("Handle[Equal of plugin 'shape']");
        assertThat(equal.work()).isEqualTo("works");
        host.unload("shape");
        assertThat(equal.toString()).isEqualTo("Handle[Equal of plugin 'shape']");
        assertThat(equal.equals(equal)).isTrue();
    }

    @Test
    void twoExtensionsOfOnePoint_areKeptApart_acrossReloads() {
        host.load(two("1.0.0").jar("two-1.jar"));
        List<Runner> before = host.extensions(Runner.class, "two");

        host.reload("two", two("2.0.0").jar("two-2.jar"));

        assertThat(before).extracting(Runner::version).containsExactly("first 2.0.0", "second 2.0.0");
        assertThat(host.extensions(Runner.class, "two")).isEqualTo(before);
    }

    private PluginJars two(String version) {
        return PluginJars.plugin(folder, "two", version)
                .runnerExtension("com.acme.First", "first " + version)
                .runnerExtension("com.acme.Second", "second " + version);
    }

    @Test
    void aHandleFollowsARenamedClass_ifItIsTheOnlyOneOfItsPoint() {
        Runner runner = load("tax", "1.0.0");
        Path renamed = PluginJars.plugin(folder, "tax", "2.0.0")
                .runnerExtension("com.acme.Renamed", "2.0.0")
                .jar("renamed.jar");
        Path twoOthers = PluginJars.plugin(folder, "tax", "3.0.0")
                .runnerExtension("com.acme.Other", "other")
                .runnerExtension("com.acme.Another", "another")
                .jar("others.jar");

        host.reload("tax", renamed);
        assertThat(runner.version()).isEqualTo("2.0.0");

        host.reload("tax", twoOthers);
        assertThatThrownBy(runner::version)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContainingAll("3.0.0", "no extension com.acme.tax.TheRunner", "Runner");
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    // ------------------------------------------------------------------------ asynchronous results

    private Later later() {
        return only(Later.class, """
                implements Later {
                    public CompletableFuture<String> pass(CompletableFuture<String> future) { return future; }
                }
                """);
    }

    @Test
    void aResultThatIsNullOrThereAlready_holdsNothing() {
        Later later = later();

        assertThat(later.pass(null)).isNull();
        assertThat(later.pass(CompletableFuture.completedFuture("now"))).isCompletedWithValue("now");
        assertThat(host.unload("shape", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void aResultThatFails_failsForTheCaller_andHoldsNothingAnyMore() {
        Later later = later();
        CompletableFuture<String> inside = new CompletableFuture<>();
        CompletableFuture<String> outside = pass(later, inside);
        assertThat(host.status().plugin("shape").orElseThrow().inside()).isEqualTo(1);

        inside.completeExceptionally(new IOException("disk"));

        assertThatThrownBy(outside::join).hasCauseInstanceOf(IOException.class);
        assertThat(host.unload("shape", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void cancellingTheResult_cancelsThePluginsOwn() {
        Later later = later();
        CompletableFuture<String> inside = new CompletableFuture<>();
        CompletableFuture<String> outside = pass(later, inside);

        assertThat(outside.cancel(true)).isTrue();

        assertThat(inside).isCancelled();
        assertThat(host.unload("shape", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void aCallbackOnTheResult_mayUnloadThePluginThatItCameFrom() {
        Later later = later();
        CompletableFuture<String> inside = new CompletableFuture<>();
        CompletableFuture<UnloadReport> unload =
                pass(later, inside).thenApply(said -> host.unload("shape", UnloadPolicy.DEFAULT));

        inside.complete("now");

        assertThat(unload.join().plugin().outcome()).isEqualTo(Outcome.UNLOADED);
    }

    private static CompletableFuture<String> pass(Later later, CompletableFuture<String> inside) {
        return Objects.requireNonNull(later.pass(inside));
    }

    // ------------------------------------------------------------------------ points that plugins export

    @Test
    void aPointThatOnePluginExportsToAnother_isWrapped_andPinsNeither() throws Exception {
        Path base = PluginJars.plugin(folder, "base", "1.0.0")
                .source("com.acme.base.Point", "public interface Point extends ExtensionPoint { Runner runner(); }")
                .runnerExtension("com.acme.base.BaseRunner", "base")
                .jar("base.jar");
        Path top = PluginJars.plugin(folder, "top", "1.0.0")
                .dependsOn("base")
                .compiledAgainst(base)
                .source("com.acme.top.Impl", """
                        public class Impl implements com.acme.base.Point {
                            public Runner runner() { return null; }
                        }
                        """)
                .extension("com.acme.top.Impl")
                .jar("top.jar");
        host.load(List.of(base, top));
        WeakReference<ClassLoader> loader = loaderBehind(runner("base"));
        assertThat(callPoint(Objects.requireNonNull(loader.get()))).isEqualTo("Handle[Point of plugin 'top']");

        host.reload("base");
        LoaderReclamation.assertCollected(loader);

        WeakReference<ClassLoader> second = loaderBehind(runner("base"));
        assertThat(callPoint(Objects.requireNonNull(second.get()))).isEqualTo("Handle[Point of plugin 'top']");
        host.unload("base");
        LoaderReclamation.assertCollected(second);
    }

    private String callPoint(ClassLoader loader) throws Exception {
        Class<?> point = Class.forName("com.acme.base.Point", false, loader);
        Object handle = host.extension(point, "top");
        assertThat(point.getMethod("runner").invoke(handle)).isNull();
        return handle.toString();
    }
}
