package io.rundown.benchmarks.handle;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.PluginManager;
import org.pf4j.SingletonExtensionFactory;

/**
 * One call of an extension, a method per way to it, all threads on the same object. Everything but {@code pf4j} leads to
 * the same extension; {@code pf4j} is the one that pf4j's own manager made from the same jar, asked for once and kept, and
 * nothing guards it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // by the set-up
public class CallBenchmark {

    /** Neither constant nor volatile. */
    private int a = 40;

    private int b = 2;

    private Plugins plugins;
    private PluginManager manager;

    private Calculator direct;
    private Calculator handle;
    private Calculator readLockProxy;
    private Calculator jdkProxyReadLock;
    private Calculator pf4j;

    @Setup
    public void load() throws IOException {
        plugins = Plugins.loaded(1);
        handle = plugins.handle();
        direct = Plugins.behind(handle);
        readLockProxy = new ReadLockProxy(direct);
        jdkProxyReadLock = ReadLockInvocation.proxy(Calculator.class, direct);
        manager = new SingletonManager();
        manager.loadPlugin(plugins.jars().get(0));
        manager.startPlugins();
        pf4j = manager.getExtensions(Calculator.class, Plugins.ID).get(0);
    }

    /** pf4j makes a new extension for everyone who asks unless it is told otherwise. */
    private static final class SingletonManager extends DefaultPluginManager {

        @Override
        protected ExtensionFactory createExtensionFactory() {
            return new SingletonExtensionFactory(this);
        }
    }

    @TearDown
    public void unload() throws IOException {
        manager.unloadPlugins();
        plugins.close();
    }

    @Benchmark
    public int direct() {
        return direct.add(a, b);
    }

    @Benchmark
    public int handle() {
        return handle.add(a, b);
    }

    @Benchmark
    public int readLockProxy() {
        return readLockProxy.add(a, b);
    }

    @Benchmark
    public int jdkProxyReadLock() {
        return jdkProxyReadLock.add(a, b);
    }

    @Benchmark
    public int pf4j() {
        return pf4j.add(a, b);
    }
}
