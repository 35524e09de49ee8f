package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.PluginLoadException;
import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import io.rundown.host.testing.LentPoints.Promises;
import io.rundown.host.testing.LentPoints.Session;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.LoggedLines;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that return a plain future, and values that plugins promise. */
class FutureResultTest extends LentFixture {

    private static final String PROMISES = """
            public class ThePromises implements LentPoints.Promises {
                public Future<String> future(Future<String> inside) { return inside; }
                public Future<LentPoints.Session> session(CompletableFuture<?> signal) {
                    return new Plain<>(signal.thenApply(said -> new PluginSession("plain")));
                }
                public CompletableFuture<LentPoints.Session> completable(CompletableFuture<?> signal) {
                    return signal.thenApply(said -> new PluginSession("completable"));
                }
                public CompletionStage<? extends List<String>> list(CompletableFuture<?> signal) {
                    return signal.thenApply(said -> new ArrayList<String>(List.of("a")) {});
                }
                public Object run(Callable<?> body) throws Exception { return body.call(); }
            }
            """;

    /** A future of the plugin's own class. */
    private static final String PLAIN = """
            class Plain<T> implements Future<T> {
                private final Future<T> real;
                Plain(Future<T> real) { this.real = real; }
                public boolean cancel(boolean interrupt) { return real.cancel(interrupt); }
                public boolean isCancelled() { return real.isCancelled(); }
                public boolean isDone() { return real.isDone(); }
                public T get() throws InterruptedException, ExecutionException { return real.get(); }
                public T get(long time, TimeUnit unit)
                        throws InterruptedException, ExecutionException, TimeoutException {
                    return real.get(time, unit);
                }
            }
            """;

    private Promises promises() {
        host.load(lender("tax", "1.0.0")
                .source("com.acme.tax.ThePromises", PROMISES)
                .source("com.acme.tax.Plain", PLAIN)
                .extension("com.acme.tax.ThePromises")
                .jar("promises.jar"));
        return host.extension(Promises.class, "tax");
    }

    private static FutureTask<String> task() {
        return new FutureTask<>(() -> "done");
    }

    private static Future<String> pass(Promises promises, @Nullable Future<String> inside) {
        return Objects.requireNonNull(promises.future(inside));
    }

    private long inside() {
        return host.status().plugin("tax").orElseThrow().inside();
    }

    // ------------------------------------------------------------------------ protection

    @Test
    void aFutureHoldsProtection_untilItsCallerSeesItDone() throws Exception {
        Promises promises = promises();
        FutureTask<String> task = task();
        Future<String> future = pass(promises, task);

        assertThat(future.isDone()).isFalse();
        assertThat(inside()).isEqualTo(1);
        assertThat(host.inFlight("tax")).extracting(CallInside::method).containsExactly("Promises.future");
        assertThatThrownBy(() -> future.get(1, TimeUnit.NANOSECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(host.unload("tax", AT_ONCE).plugin().outcome()).isEqualTo(Outcome.RESUMED);

        task.run();
        assertThat(inside()).isEqualTo(1);
        assertThat(future.get()).isEqualTo("done");
        assertThat(inside()).isZero();
        assertThat(future.isDone()).isTrue();
        assertThat(future.get(1, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void anUnload_isNotHeldUpByACallerWhoNeverLooks() throws Exception {
        Promises promises = promises();
        FutureTask<String> task = task();
        Future<String> future = pass(promises, task);
        CompletableFuture<UnloadReport> unload = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(() -> !unload.isDone() && isDraining());

        task.run();

        assertThat(unload.get(30, TimeUnit.SECONDS).plugin().outcome()).isEqualTo(Outcome.UNLOADED);
        assertThat(future.get()).isEqualTo("done");
    }

    @Test
    void aFutureThatIsPromisedWhileDraining_isLookedAfter_too() throws Exception {
        Promises promises = promises();
        FutureTask<String> task = task();
        CompletableFuture<Object> go = new CompletableFuture<>();
        CompletableFuture<Object> inside = new CompletableFuture<>();
        CompletableFuture<Future<String>> late = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                promises.run(() -> {
                    inside.complete("inside");
                    go.join();
                    return late.complete(pass(promises, task));
                });
            } catch (Exception e) {
                late.completeExceptionally(e);
            }
        });
        caller.start();
        inside.join();
        CompletableFuture<UnloadReport> unload = host.unloadAsync("tax", UnloadPolicy.DEFAULT);
        await().until(this::isDraining);

        go.complete("go");
        Future<String> future = late.get(30, TimeUnit.SECONDS);
        task.run();

        assertThat(unload.get(30, TimeUnit.SECONDS).plugin().outcome()).isEqualTo(Outcome.UNLOADED);
        assertThat(future.get()).isEqualTo("done");
        caller.join();
    }

    private boolean isDraining() {
        return host.status().plugin("tax").isEmpty()
                || host.status().plugin("tax").orElseThrow().phase() != io.rundown.host.model.GenerationPhase.ACTIVE;
    }

    @Test
    void futuresThatNobodyLooksAt_areLookedAtByTheHost_whenTheyBecomeMany() {
        Promises promises = promises();

        for (int i = 0; i < 1_000; i++) {
            FutureTask<String> task = task();
            assertThat(promises.future(task)).isNotNull();
            task.run();
        }

        assertThat(inside()).isLessThan(200);
        assertThat(host.unload("tax").unloaded()).isTrue();
    }

    // ------------------------------------------------------------------------ outcomes

    @Test
    void nullAFailureAndACancellation_reachTheCaller() throws Exception {
        Promises promises = promises();
        FutureTask<String> failing = new FutureTask<>(() -> {
            throw new IOException("disk");
        });
        FutureTask<String> cancelled = task();
        Future<String> failed = pass(promises, failing);
        Future<String> cancellable = pass(promises, cancelled);

        failing.run();
        assertThat(promises.future(null)).isNull();
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
        assertThat(cancellable.isCancelled()).isFalse();
        assertThat(cancellable.cancel(true)).isTrue();
        assertThat(cancellable.cancel(true)).isFalse();

        assertThat(cancelled).isCancelled();
        assertThat(cancellable.isCancelled()).isTrue();
        assertThat(cancellable.isDone()).isTrue();
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void aFutureThatFailsWhenItIsAsked_hasFailed_andHoldsNothing() {
        Promises promises = promises();
        Future<String> broken = pass(promises, new FutureTask<>(() -> "never") {
            @Override
            public boolean isDone() {
                throw new IllegalStateException("broken");
            }
        });

        assertThat(broken.isDone()).isTrue();
        assertThatThrownBy(broken::get).hasRootCauseMessage("broken");
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
    }

    @Test
    void aStageInPlaceOfAFuture_givesBackByItself() {
        Promises promises = promises();
        CompletableFuture<String> stage = new CompletableFuture<>();
        Future<String> future = pass(promises, stage);
        assertThat(inside()).isEqualTo(1);

        stage.complete("done");

        assertThat(inside()).isZero();
        assertThat(future).isDone();
    }

    // ------------------------------------------------------------------------ values

    @Test
    void promisedObjectsOfThePlugin_areHandles() throws Exception {
        Promises promises = promises();
        CompletableFuture<String> signal = new CompletableFuture<>();
        Future<Session> plain = promises.session(signal);
        CompletableFuture<Session> completable = promises.completable(signal);
        CompletableFuture<? extends List<String>> list = promises.list(signal).toCompletableFuture();

        signal.complete("now");

        assertThat(plain.get().toString()).isEqualTo("Handle[Session of plugin 'tax' 1.0.0 (generation 1)]");
        assertThat(plain.get().name()).isEqualTo("plain");
        assertThat(completable.get().name()).isEqualTo("completable");
        assertThat(completable.get().toString()).startsWith("Handle[Session");
        assertThat(list.get().toString()).startsWith("Handle[List");
        assertThat(list.get().get(0)).isEqualTo("a");
        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();
        assertThatThrownBy(() -> plain.get().name()).isInstanceOf(PluginUnavailableException.class);
    }

    // ------------------------------------------------------------------------ what is kept

    @Test
    void futuresThatAreKept_keepNothingOfThePlugin() throws Exception {
        Promises promises = promises();
        CompletableFuture<String> signal = CompletableFuture.completedFuture("now");
        Future<Session> plain = promises.session(signal);
        CompletableFuture<Session> completable = promises.completable(signal);
        WeakReference<ClassLoader> loader = loaderBehind(plain.get());

        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();

        LoaderReclamation.assertCollected(loader);
        assertThat(plain.isDone()).isTrue();
        assertThat(completable).isDone();
    }

    @Test
    void aForcedUnload_failsWhatHasNotCome_andNothingIsKept() throws Exception {
        Promises promises = promises();
        WeakReference<ClassLoader> loader = loaderBehind(runner("tax"));
        Future<Session> plain = promises.session(new CompletableFuture<>());
        CompletableFuture<Session> completable = promises.completable(new CompletableFuture<>());

        UnloadReport report = host.unload("tax", AT_ONCE.withOnTimeout(OnTimeout.FORCE));

        assertThat(report.plugin().outcome()).isEqualTo(Outcome.FORCED);
        assertThat(report.plugin().drain().asyncAbandoned()).isEqualTo(2);
        assertThatThrownBy(() -> plain.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PluginUnavailableException.class)
                .hasMessageContainingAll("'tax' 1.0.0", "by force before this result came");
        assertThatThrownBy(() -> completable.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(PluginUnavailableException.class);
        LoaderReclamation.assertCollected(loader);
    }

    // ------------------------------------------------------------------------ before the plugin is published

    @Test
    void aDiscardedPlugin_isNotHeldUpByACheckThatNeverLooksAtItsFutures() {
        try (LoggedLines log = LoggedLines.listen()) {
            openHost(builder -> builder.admissionCheck(newcomer -> {
                FutureTask<String> task = task();
                assertThat(newcomer.extensions(Promises.class).get(0).future(task))
                        .isNotNull();
                task.run();
                throw new IllegalStateException("not good enough");
            }));

            assertThatThrownBy(this::promises).isInstanceOf(PluginLoadException.class);
            assertThat(log.at(Level.WARN)).noneMatch(each -> each.contains("still inside"));
        }
    }
}
