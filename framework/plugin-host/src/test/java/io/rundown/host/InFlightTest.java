package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.host.internal.handle.Gate;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.CallInside.Kind;
import io.rundown.host.model.Drain;
import io.rundown.host.model.GenerationStatus;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.testing.HeldCall;
import io.rundown.host.testing.Hook;
import io.rundown.host.testing.LentPoints.Sessions;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Runner;
import io.rundown.host.testing.VirtualThreads;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever holds up an unload is named, in the report and by {@code inFlight}. */
class InFlightTest extends LentFixture {

    /** Lets the test see that everything it started has ended. */
    private final List<FutureTask<?>> started = new ArrayList<>();

    private Runner load(boolean verify) {
        openHost(builder -> builder.verifyCalls(verify));
        return load("tax", "1.0.0");
    }

    private Thread call(Runner runner, String name, Callable<?> body) {
        FutureTask<?> task = new FutureTask<>(() -> runner.run(body));
        started.add(task);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void awaitEnd() throws Exception {
        for (FutureTask<?> each : started) {
            await().until(each::isDone);
        }
        assertThat(host.inFlight("tax")).isEmpty();
    }

    /** Returns once some thread inside is in the given method. */
    private void awaitInside(String method) {
        await().until(() -> host.inFlight("tax").stream()
                .flatMap(each -> each.stack().stream())
                .anyMatch(frame -> frame.getMethodName().contains(method)));
    }

    /** The one call inside, as both the report of a drain and the host name it. */
    private CallInside theOneInside() {
        GenerationUnload unload = host.unload("tax", AT_ONCE).plugin();
        assertThat(unload.outcome()).isEqualTo(Outcome.RESUMED);
        CallInside reported = unload.drain().insideAtTimeout().get(0);
        assertThat(unload.drain().insideAtTimeout()).hasSize(1);
        assertThat(unload.drain().toString()).contains(reported.toString());
        assertThat(host.inFlight("tax")).singleElement().satisfies(asked -> {
            assertThat(asked.kind()).isEqualTo(reported.kind());
            assertThat(asked.threadName()).isEqualTo(reported.threadName());
            assertThat(asked.method()).isEqualTo(reported.method());
            assertThat(asked.atLeast()).isGreaterThanOrEqualTo(reported.atLeast());
        });
        return reported;
    }

    private static void assertThread(CallInside inside, Kind kind, String name, String where, boolean verify) {
        assertThat(inside.kind()).isEqualTo(kind);
        assertThat(inside.isAsynchronous()).isFalse();
        assertThat(inside.generation()).isEqualTo(1);
        assertThat(inside.threadName()).isEqualTo(name);
        assertThat(inside.method()).isEqualTo("Runner.run");
        assertThat(inside.stack())
                .anyMatch(frame -> frame.getMethodName().contains(where))
                .anyMatch(frame -> frame.getClassName().equals("com.acme.tax.TheRunner"));
        if (verify) {
            assertThat(inside.atLeast()).isPositive();
            assertThat(inside.enteredAt())
                    .anyMatch(frame -> frame.getClassName().equals(InFlightTest.class.getName()))
                    .noneMatch(frame -> frame.getClassName().startsWith("com.acme"));
        } else {
            assertThat(inside.enteredAt()).isEmpty();
        }
    }

    // ------------------------------------------------------------------------ threads

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSleepingThread(boolean verify) throws Exception {
        Runner runner = load(verify);
        Thread sleeper = call(
                runner,
                "sleeper",
                () -> runner.run(() -> {
                    Thread.sleep(HeldCall.LONG.toMillis());
                    return "slept in a nested call";
                }));
        awaitInside("sleep");

        CallInside inside = theOneInside();

        assertThread(inside, Kind.PLATFORM_THREAD, "sleeper", "sleep", verify);
        assertThat(inside.threadId()).isEqualTo(sleeper.getId());
        assertThat(inside.toString()).matches("Runner.run on 'sleeper' for " + (verify ? "" : "at least ") + "\\d.*");
        sleeper.interrupt();
        awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads come with Java 21")
    void aVirtualThread(boolean verify) throws Exception {
        Runner runner = load(verify);
        CountDownLatch leave = new CountDownLatch(1);
        FutureTask<?> task = new FutureTask<>(() -> runner.run(() -> {
            leave.await();
            return "left";
        }));
        started.add(task);
        Thread thread = VirtualThreads.start(task);
        awaitInside("await");

        CallInside inside = theOneInside();

        assertThread(inside, Kind.VIRTUAL_THREAD, "", "await", verify);
        assertThat(inside.threadId()).isEqualTo(thread.getId());
        assertThat(inside.toString())
                .matches("Runner.run on virtual thread #" + thread.getId() + " for " + (verify ? "" : "at least ")
                        + "\\d.*");
        leave.countDown();
        awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThreadThatWaitsForAConnection(boolean verify) throws Exception {
        Runner runner = load(verify);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            call(runner, "server", () -> {
                try (Socket accepted = server.accept()) {
                    return accepted.getPort();
                }
            });
            awaitInside("accept");
            assertThread(theOneInside(), Kind.PLATFORM_THREAD, "server", "accept", verify);
        }
        awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThreadThatReadsFromASocket(boolean verify) throws Exception {
        Runner runner = load(verify);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket silent = server.accept()) {
            call(runner, "reader", () -> client.getInputStream().read());
            awaitInside("read");
            assertThread(theOneInside(), Kind.PLATFORM_THREAD, "reader", "read", verify);
            silent.getOutputStream().write(1);
            awaitEnd();
        }
    }

    @Test
    void aCallThatCameThroughAnotherPlugin_hasTheMethodOfThePluginItIsInside() throws Exception {
        Sessions sessions = loadLender("store");
        Runner runner = load("tax", "1.0.0");
        CountDownLatch leave = new CountDownLatch(1);
        Hook.set(() -> await().until(() -> leave.getCount() == 0));
        call(runner, "caller", () -> sessions.open("hook"));
        await().until(() -> !host.inFlight("store").isEmpty());

        assertThat(host.inFlight("store")).extracting(CallInside::method).containsExactly("Sessions.open");
        assertThat(host.inFlight("tax")).extracting(CallInside::method).containsExactly("Runner.run");
        leave.countDown();
        awaitEnd();
    }

    @Test
    void callsInTwoGenerations_sayWhichTheyAreInside() throws Exception {
        Runner runner = load(false);
        HeldCall old = HeldCall.in(runner);
        host.reload("tax", jar("tax", "2.0.0"), KEEP_DRAINING);
        HeldCall young = HeldCall.in(runner);

        assertThat(host.inFlight("tax")).extracting(CallInside::generation).containsExactlyInAnyOrder(1, 2);
        old.release();
        young.release();
        assertThat(old.result()).isEqualTo("done");
        assertThat(young.result()).isEqualTo("done");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordsThatAreKept_keepNothingOfThePlugin(boolean verify) throws Exception {
        Runner runner = load(verify);
        WeakReference<ClassLoader> loader = loaderBehind(runner);
        HeldCall call = HeldCall.in(runner);
        List<CallInside> kept = new ArrayList<>(host.inFlight("tax"));
        kept.add(theOneInside());
        call.release();
        assertThat(call.result()).isEqualTo("done");

        assertThat(host.unload("tax", AT_ONCE).unloaded()).isTrue();

        LoaderReclamation.assertCollected(loader);
        assertThat(kept).hasSize(2);
    }

    @Test
    void aHostThatIsBuiltWhileTheSystemPropertyIsSet_isInVerifierMode() throws Exception {
        System.setProperty("io.rundown.verify", "true");
        try {
            openHost(builder -> builder);
        } finally {
            System.clearProperty("io.rundown.verify");
        }
        HeldCall call = HeldCall.in(load("tax", "1.0.0"));

        assertThat(theOneInside().enteredAt())
                .anyMatch(frame -> frame.getClassName().equals(HeldCall.class.getName()));
        call.release();
        assertThat(call.result()).isEqualTo("done");
    }

    @Test
    void inVerifierMode_whatIsSaidOfGuards_namesThePlugin() {
        load(true);
        Gate gate = host.core().generationsOf("tax").get(0).gate();

        assertThatThrownBy(() -> gate.protection().resume())
                .hasMessageContaining("the protection of plugin 'tax' 1.0.0 (generation 1) is ACTIVE");
    }

    // ------------------------------------------------------------------------ asynchronous calls

    @Test
    void anUnfinishedFuture_withItsMethodAndAge() {
        Runner runner = load(false);
        CompletableFuture<String> signal = new CompletableFuture<>();
        runner.later(signal);
        letTimePass();

        CallInside inside = theOneInside();

        assertThat(inside.kind()).isEqualTo(Kind.ASYNCHRONOUS);
        assertThat(inside.isAsynchronous()).isTrue();
        assertThat(inside.generation()).isEqualTo(1);
        assertThat(inside.method()).isEqualTo("Runner.later");
        assertThat(inside.atLeast()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
        assertThat(inside.threadName()).isEmpty();
        assertThat(inside.stack()).isEmpty();
        assertThat(inside.enteredAt()).isEmpty();
        assertThat(inside.toString()).startsWith("asynchronous Runner.later, not complete for ");
        signal.complete("now");
        assertThat(host.inFlight("tax")).isEmpty();
    }

    @Test
    void anUnfinishedFuture_inVerifierMode_withWhoCalledItAndWhere() {
        Runner runner = load(true);
        CompletableFuture<String> signal = new CompletableFuture<>();
        runner.later(signal);
        letTimePass();

        CallInside inside = theOneInside();

        assertThat(inside.kind()).isEqualTo(Kind.ASYNCHRONOUS);
        assertThat(inside.generation()).isEqualTo(1);
        assertThat(inside.method()).isEqualTo("Runner.later");
        assertThat(inside.atLeast()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
        assertThat(inside.threadName()).isEqualTo(Thread.currentThread().getName());
        assertThat(inside.threadId()).isEqualTo(Thread.currentThread().getId());
        assertThat(inside.stack()).isEmpty();
        assertThat(inside.enteredAt())
                .anyMatch(frame ->
                        frame.getMethodName().equals("anUnfinishedFuture_inVerifierMode_withWhoCalledItAndWhere"));
        assertThat(inside.toString())
                .contains("Runner.later, called on '" + Thread.currentThread().getName() + "', not complete for ");
        signal.complete("now");
        assertThat(host.inFlight("tax")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyUnfinishedFutures_areCounted_andTheOldestAreNamed(boolean verify) {
        Runner runner = load(verify);
        CompletableFuture<String> first = new CompletableFuture<>();
        runner.later(first);
        letTimePass();
        CompletableFuture<String> others = new CompletableFuture<>();
        for (int i = 1; i < 150; i++) {
            runner.later(others);
        }

        List<CallInside> named = host.inFlight("tax");
        GenerationStatus status = host.status().plugin("tax").orElseThrow();
        Drain drain = host.unload("tax", AT_ONCE).plugin().drain();

        assertThat(named)
                .hasSize(100)
                .isSortedAccordingTo((one, other) -> other.atLeast().compareTo(one.atLeast()));
        assertThat(named.get(0).atLeast()).isGreaterThan(named.get(1).atLeast());
        assertThat(status.async()).isEqualTo(150);
        assertThat(status.inside()).isEqualTo(150);
        assertThat(status.calls()).isEqualTo(150);
        assertThat(drain.insideAtTimeout()).hasSize(100);
        assertThat(drain.asyncInsideAtTimeout()).isEqualTo(150);
        assertThat(drain.toString()).contains("(150 asynchronous in all)");
        first.complete("now");
        others.complete("now");
        assertThat(host.inFlight("tax")).isEmpty();
    }

    @Test
    void aForcedUnload_interruptsNobodyWhoMadeAnAsynchronousCall_andKeepsNothing() throws Exception {
        Runner runner = load(true);
        WeakReference<ClassLoader> loader = loaderBehind(runner);
        CompletableFuture<String> kept = runner.later(new CompletableFuture<>()).toCompletableFuture();
        List<CallInside> inside = host.inFlight("tax");

        GenerationUnload unload =
                host.unload("tax", AT_ONCE.withOnTimeout(OnTimeout.FORCE)).plugin();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(unload.outcome()).isEqualTo(Outcome.FORCED);
        assertThat(unload.drain().asyncAbandoned()).isEqualTo(1);
        assertThat(unload.drain().abandoned()).extracting(CallInside::method).containsExactly("Runner.later");
        LoaderReclamation.assertCollected(loader);
        assertThat(inside).hasSize(1);
        await().until(kept::isCompletedExceptionally);
    }

    /** So that two ages differ. */
    private static void letTimePass() {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
