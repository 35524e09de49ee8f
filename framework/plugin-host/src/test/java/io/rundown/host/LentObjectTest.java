package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.model.CallInside;
import io.rundown.host.model.GenerationPhase;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LentPoints.DefaultSource;
import io.rundown.host.testing.LentPoints.Hiding;
import io.rundown.host.testing.LentPoints.HidingLater;
import io.rundown.host.testing.LentPoints.Session;
import io.rundown.host.testing.LentPoints.SessionSource;
import io.rundown.host.testing.LentPoints.Sessions;
import io.rundown.host.testing.LentPoints.Source;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.PluginJars;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Objects of a plugin's that come out of its calls. */
class LentObjectTest extends LentFixture {

    // ------------------------------------------------------------------------ what comes out

    @Test
    void aReturnedObjectOfThePlugins_isAHandle_andSoIsWhatItReturns() throws Exception {
        Session session = loadLender("tax").open("a");

        assertThat(session.getClass().getName()).startsWith("io.rundown.host.handles.Session");
        assertThat(session.name()).isEqualTo("a");
        Iterator<String> words = session.words();
        assertThat(words.toString()).isEqualTo("Handle[Iterator of plugin 'tax' 1.0.0 (generation 1)]");
        assertThat(words).toIterable().containsExactly("a0", "a1");
    }

    @Test
    void objectsOfTheApplication_ofTheJdk_handlesAndNull_passAsTheyAre() throws Exception {
        Sessions sessions = loadLender("tax");
        Sessions others = loadLender("toll");
        Session foreign = others.open("foreign");
        Session own = new OwnSession();
        Session session = sessions.open("a");

        assertThat(sessions.pass(null)).isNull();
        assertThat(sessions.pass(own)).isSameAs(own);
        assertThat(sessions.pass(foreign)).isSameAs(foreign);
        List<String> list = List.of("jdk");
        assertThat(session.run(() -> list)).isSameAs(list);
    }

    @Test
    void aLambdaIsThePlugins_whatItsErasedMethodReturnsIsNot() {
        Sessions sessions = loadLender("tax");

        assertThat(sessions.supplier().toString()).startsWith("Handle[Supplier of");
        assertThat(sessions.bare().getClass().getName()).startsWith("com.acme");
    }

    @Test
    void exceptionsPassThroughAsTheyAre_andTheGuardIsGivenBack() {
        Session session = loadLender("tax").open("");

        assertThatIOException().isThrownBy(session::name).withMessage("no name");
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void aMethodThatASubtypeKnowsBetter_isWrappedInAllItsVersions() throws Exception {
        host.load(lender("tax", "1.0.0")
                .source("com.acme.tax.TheSource", """
                        class TheSource implements LentPoints.SessionSource {
                            public LentPoints.Session take() { return new PluginSession("taken"); }
                        }
                        """)
                .extension("com.acme.tax.TheSource")
                .source("com.acme.tax.TheDefault", """
                        class TheDefault implements LentPoints.DefaultSource {
                            public LentPoints.Session make() { return new PluginSession("made"); }
                        }
                        """)
                .extension("com.acme.tax.TheDefault")
                .jar("sources.jar"));
        SessionSource source = host.extension(SessionSource.class, "tax");
        Source<?> erased = source;
        Source<?> withDefault = host.extension(DefaultSource.class, "tax");

        assertThat(source.take().name()).isEqualTo("taken");
        assertThat(erased.take().toString()).startsWith("Handle[Session of");
        assertThat(withDefault.take().toString()).startsWith("Handle[Session of");
    }

    @Test
    void anObjectOfAnotherPlugins_belongsToThatPlugin() throws Exception {
        Path base = lenderJar("base", "1.0.0");
        Path top = PluginJars.plugin(folder, "top", "1.0.0")
                .dependsOn("base")
                .compiledAgainst(base)
                .source("com.acme.top.Top", """
                        public class Top extends com.acme.base.TheSessions {}
                        """)
                .extension("com.acme.top.Top")
                .jar("top.jar");
        host.load(List.of(base, top));

        Session session = host.extension(Sessions.class, "top").open("a");

        assertThat(session.toString()).isEqualTo("Handle[Session of plugin 'base' 1.0.0 (generation 1)]");
        host.unload("top");
        assertThat(session.name()).isEqualTo("a");
        host.unload("base");
        assertThatThrownBy(session::name).isInstanceOf(PluginUnavailableException.class);
    }

    @Test
    void aPointThatOnePluginExportsToAnother_lendsItsOwnType_toThePluginsAndTheApplication() throws Exception {
        Path base = PluginJars.runner(folder, "base", "1.0.0")
                .source("com.acme.base.Point", "public interface Point extends ExtensionPoint { Point other(); }")
                .source("com.acme.base.Asker", """
                        public class Asker {
                            public static String ask(Point point) { return point.other() + " " + point.other().other(); }
                        }
                        """)
                .jar("base.jar");
        Path top = PluginJars.plugin(folder, "top", "1.0.0")
                .dependsOn("base")
                .compiledAgainst(base)
                .source("com.acme.top.Impl", """
                        public class Impl implements com.acme.base.Point {
                            public com.acme.base.Point other() { return new Impl(); }
                        }
                        """)
                .extension("com.acme.top.Impl")
                .jar("top.jar");
        host.load(List.of(base, top));
        WeakReference<ClassLoader> loader = loaderBehind(runner("base"));
        String lent = "Handle[Point of plugin 'top' 1.0.0 (generation 1)]";

        assertThat(ask(Objects.requireNonNull(loader.get()))).isEqualTo(lent + " " + lent);

        host.unload("base");
        LoaderReclamation.assertCollected(loader);
    }

    private Object ask(ClassLoader loader) throws Exception {
        Class<?> point = Class.forName("com.acme.base.Point", false, loader);
        Object handle = host.extension(point, "top");
        return Class.forName("com.acme.base.Asker", true, loader)
                .getMethod("ask", point)
                .invoke(null, handle);
    }

    // ------------------------------------------------------------------------ what goes in

    @Test
    void aHandleThatComesBack_isThePluginsOwnObjectInside() {
        Sessions sessions = loadLender("tax");
        Session session = sessions.open("a");

        assertThat(sessions.close(session)).isEqualTo("own");
        assertThat(sessions.closeAny(session)).isEqualTo("own");
        assertThat(session.isSame(session)).isTrue();
        assertThat(session.isSame(session.self())).isTrue();
        assertThat(sessions.pass(session)).isEqualTo(session);
    }

    @Test
    void aHandleOfAnotherPluginOrGeneration_staysAHandleInside() {
        Sessions sessions = loadLender("tax");
        Session foreign = loadLender("toll").open("a");
        Session earlier = sessions.open("a");
        host.reload("tax", lenderJar("tax", "2.0.0"));

        assertThat(sessions.close(foreign)).isEqualTo("foreign");
        assertThat(sessions.closeAny(earlier)).isEqualTo("foreign");
    }

    // ------------------------------------------------------------------------ identity

    @Test
    void handlesOfOneObjectAreEqual_alsoAfterItIsGone() {
        Sessions sessions = loadLender("tax");
        Session session = sessions.open("a");
        Session again = session.self();
        Set<Session> set = new HashSet<>(Set.of(session));

        assertThat(again).isEqualTo(session).hasSameHashCodeAs(session);
        assertThat(sessions.open("a")).isNotEqualTo(session);
        host.unload("tax");

        assertThat(again).isEqualTo(session);
        assertThat(set.contains(again)).isTrue();
        assertThat(session.toString()).isEqualTo("Handle[Session of plugin 'tax' 1.0.0 (generation 1)]");
    }

    // ------------------------------------------------------------------------ unload

    @Test
    void aDrainWaitsForACallInsideALentObject_andNamesIt() throws Exception {
        Session session = loadLender("tax").open("a");
        Inside inside = new Inside(session);

        UnloadReport resumed = host.unload("tax", AT_ONCE);

        assertThat(resumed.plugin().outcome()).isEqualTo(Outcome.RESUMED);
        assertThat(resumed.plugin().drain().insideAtTimeout())
                .extracting(CallInside::method)
                .containsExactly("Session.run");
        CompletableFuture<UnloadReport> unload = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(() -> host.status().plugin("tax").orElseThrow().phase() == GenerationPhase.DRAINING);
        assertThatThrownBy(session::name)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContainingAll("'tax' 1.0.0 (generation 1, DRAINING)", "is being unloaded");
        inside.leave.countDown();
        assertThat(unload.get(30, TimeUnit.SECONDS).unloaded()).isTrue();
        assertThat(inside.result.get()).isEqualTo("a");
    }

    /** A call inside a lent object, which makes a nested one before it leaves. */
    private static final class Inside {

        private final CountDownLatch leave = new CountDownLatch(1);
        private final CompletableFuture<Object> result = new CompletableFuture<>();

        Inside(Session session) throws InterruptedException {
            CountDownLatch entered = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                try {
                    result.complete(session.run(() -> {
                        entered.countDown();
                        leave.await();
                        return session.name();
                    }));
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
            assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anUnloadThatIsGivenUp_letsLentObjectsServeAgain() throws Exception {
        Session session = loadLender("tax").open("a");
        HeldCall call = HeldCall.in(runner("tax"));

        assertThat(host.unload("tax", AT_ONCE).plugin().outcome()).isEqualTo(Outcome.RESUMED);

        assertThat(session.name()).isEqualTo("a");
        call.release();
    }

    @Test
    void afterUnloadAndReload_aLentObjectRefuses_andKeepsNothing() throws Exception {
        Sessions sessions = loadLender("tax");
        Session first = sessions.open("a");
        WeakReference<ClassLoader> firstLoader = loaderBehind(first);
        host.reload("tax", lenderJar("tax", "2.0.0"));
        Session second = sessions.open("b");
        WeakReference<ClassLoader> secondLoader = loaderBehind(second);

        LoaderReclamation.assertCollected(firstLoader);
        assertThatThrownBy(first::name)
                .isInstanceOf(PluginUnavailableException.class)
                .hasMessageContainingAll("'tax' 1.0.0 (generation 1, CLOSED)", "has been unloaded");
        assertThat(second.name()).isEqualTo("b");

        host.unload("tax");
        LoaderReclamation.assertCollected(secondLoader);
        assertThatThrownBy(second::name).isInstanceOf(PluginUnavailableException.class);
    }

    @Test
    void afterAForcedUnload_whatAnAbandonedCallReturns_isSevered() throws Exception {
        Sessions sessions = loadLender("tax");
        Session early = sessions.open("early");
        WeakReference<ClassLoader> loader = loaderBehind(early);
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Object> leave = new CompletableFuture<>();
        Hook.set(() -> {
            inside.countDown();
            leave.join(); // whoever interrupts
        });
        CompletableFuture<Session> late = CompletableFuture.supplyAsync(() -> sessions.open("hook"), THREADS);
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();

        UnloadReport report = host.unload("tax", AT_ONCE.withOnTimeout(OnTimeout.FORCE));

        assertThat(report.plugin().outcome()).isEqualTo(Outcome.FORCED);
        leave.complete("leave");
        Session severed = late.get(30, TimeUnit.SECONDS);
        assertThat(severed.toString()).isEqualTo("Handle[Session of plugin 'tax' 1.0.0 (generation 1)]");
        assertThatThrownBy(severed::name).isInstanceOf(PluginUnavailableException.class);
        assertThatThrownBy(early::name).isInstanceOf(PluginUnavailableException.class);
        LoaderReclamation.assertCollected(loader);
    }

    private static final Executor THREADS = body -> {
        Thread thread = new Thread(body, "abandoned");
        thread.setDaemon(true);
        thread.start();
    };

    // ------------------------------------------------------------------------ what cannot be lent

    @Test
    void aPluginWhosePointReturnsAHiddenInterface_isRefused_alsoIfItReturnsItLater() {
        Path now = hiding(Hiding.class, "LentPoints.Hidden");
        Path later = hiding(HidingLater.class, "CompletionStage<LentPoints.Hidden>");

        assertThatThrownBy(() -> host.load(now))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("Hiding", "its method hidden returns", "Hidden, which is not public");
        assertThatThrownBy(() -> host.load(later))
                .isInstanceOf(PluginLoadException.class)
                .hasMessageContainingAll("HidingLater", "its method hidden returns", "which is not public");
    }

    /** In the interface's own package, or it could not name it. */
    private Path hiding(Class<?> point, String returned) {
        return PluginJars.plugin(folder, "tax", "1.0.0")
                .source("io.rundown.host.testing.TheHiding", """
                        public class TheHiding implements LentPoints.%s {
                            public %s hidden() { return null; }
                        }
                        """.formatted(point.getSimpleName(), returned))
                .extension("io.rundown.host.testing.TheHiding")
                .jar(point.getSimpleName() + ".jar");
    }

    @Test
    void anObjectThatCannotBeLent_staysInside_andTheErrorSaysWhy() {
        Sessions sessions = loadLender("tax");

        assertThatThrownBy(sessions::shape)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'tax' 1.0.0 (generation 1)", "com.acme.tax.TheSessions$", "Shape", "sealed");
        assertThat(sessions.circle().toString()).startsWith("Handle[Circle of");
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    // ------------------------------------------------------------------------ threads

    @Test
    void callersOfLentObjects_getAnAnswerOrAClearRefusal_whilePluginsComeAndGo() throws Exception {
        Sessions sessions = loadLender("tax");
        Path jar = lenderJar("tax", "2.0.0");
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(threads.submit(() -> useSessions(sessions, over)));
        }
        try {
            for (int reload = 0; reload < 30; reload++) {
                assertThat(host.reload("tax", jar).switched()).isTrue();
            }
        } finally {
            over.set(true);
            threads.shutdown();
        }
        for (Future<Integer> each : running) {
            assertThat(each.get(30, TimeUnit.SECONDS)).isPositive();
        }
    }

    /** Goes on after the last reload until it has had an answer. */
    private static int useSessions(Sessions sessions, AtomicBoolean over) throws Exception {
        int answered = 0;
        while (!over.get() || answered == 0) {
            Session session = sessions.open("a");
            try {
                while (!over.get() || answered == 0) {
                    assertThat(session.name()).isEqualTo("a");
                    assertThat(session.self()).isEqualTo(session);
                    assertThat(session.words()).toIterable().containsExactly("a0", "a1");
                    answered++;
                }
            } catch (PluginUnavailableException expected) {
                assertThat(expected.pluginId()).isEqualTo("tax");
            }
        }
        return answered;
    }

    /** The application's. */
    private static final class OwnSession implements Session {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public Object run(Callable<?> body) {
            return "own";
        }

        @Override
        public Session self() {
            return this;
        }

        @Override
        public Iterator<String> words() {
            return List.of("own").iterator();
        }

        @Override
        public boolean isSame(Object other) {
            return other == this;
        }
    }
}
