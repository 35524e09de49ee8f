package io.rundown.host;

import io.rundown.host.internal.load.CopyOutput;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.testing.PluginEvents;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Runner;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host for each test, and plugins for it. */
public abstract class HostFixture {

    /** Gives up at once: for tests in which calls stay inside. */
    protected static final UnloadPolicy AT_ONCE =
            UnloadPolicy.DEFAULT.withDrainTimeout(Duration.ZERO).withInterruptGrace(Duration.ZERO);

    protected static final UnloadPolicy KEEP_DRAINING = AT_ONCE.withOnTimeout(OnTimeout.KEEP_DRAINING);

    @TempDir
    protected Path folder;

    protected PluginHost host;

    @BeforeEach
    void openHost() {
        PluginEvents.clear();
        host = builder().build();
    }

    /** Opens another host in place of the first. */
    protected void openHost(UnaryOperator<PluginHostBuilder> settings) {
        host.close();
        host = settings.apply(builder()).build();
    }

    /** Likewise; for plugins that do leak, and need no time in which the JVM itself may hold what it compiles. */
    protected void openHostThatTellsLeaksAtOnce() {
        openHost(builder -> builder.leakNotBefore(Duration.ZERO));
    }

    private PluginHostBuilder builder() {
        return PluginHost.builder().workDirectory(folder.resolve("work")).stopTimeout(Duration.ofSeconds(20));
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    /** Builds a plugin with a {@link Runner}. */
    protected Path jar(String id, String version) {
        return PluginJars.runner(folder, id, version).jar(id + "-" + version + ".jar");
    }

    /** Builds one that is linked to another. */
    protected Path jar(String id, String version, String dependency) {
        return PluginJars.runner(folder, id, version).dependsOn(dependency).jar(id + "-" + version + ".jar");
    }

    /** Loads a plugin and hands out its {@link Runner}. */
    protected Runner load(String id, String version) {
        host.load(jar(id, version));
        return runner(id);
    }

    protected Runner load(String id, String version, String dependency) {
        host.load(jar(id, version, dependency));
        return runner(id);
    }

    protected Runner runner(String id) {
        return host.extension(Runner.class, id);
    }

    /** Lets copies be written elsewhere than to the disk. */
    public static void writeCopiesTo(PluginHostBuilder builder, CopyOutput output) {
        builder.output(output);
    }

    /** Lets the host give up a piece of a plugin's lifecycle when a test knows that it hangs, and not by the clock. */
    public static PluginHostBuilder givingUp(PluginHostBuilder builder, Predicate<Thread> hangs) {
        return builder.lifecycleWait((thread, limit) -> endsOrHangs(thread, hangs));
    }

    private static boolean endsOrHangs(Thread thread, Predicate<Thread> hangs) {
        boolean interrupted = false;
        while (thread.isAlive() && !hangs.test(thread)) {
            try {
                thread.join(1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** The class loader behind a handle, as code inside a call sees it. */
    protected static WeakReference<ClassLoader> loaderBehind(Runner runner) throws Exception {
        Object loader = runner.run(() -> StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> type.getName().startsWith("com.acme."))
                        .findFirst()
                        .orElseThrow()
                        .getClassLoader()));
        return new WeakReference<>((ClassLoader) Objects.requireNonNull(loader));
    }

    /** How many files of plugins the host keeps. */
    protected long privateCopies() throws IOException {
        return privateCopiesBelow(folder.resolve("work"));
    }

    /** How many files of plugins are in a host's folder for copies. */
    public static long privateCopiesBelow(Path work) throws IOException {
        try (Stream<Path> copies = Files.walk(work)) {
            return copies.filter(Files::isRegularFile)
                    .filter(each -> !each.endsWith(".lock"))
                    .count();
        }
    }
}
