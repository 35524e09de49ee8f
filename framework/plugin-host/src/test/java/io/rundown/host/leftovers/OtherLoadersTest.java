package io.rundown.host.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.HostFixture;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Planted;
import io.rundown.host.testing.PluginJars;
import io.rundown.host.testing.Registry;
import io.rundown.host.testing.StubbornLoader;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pf4j.JarPluginLoader;

/** Classes that the host's own loaders have not defined. */
class OtherLoadersTest extends HostFixture {

    @AfterEach
    void forget() {
        Registry.clear();
    }

    /** It says nothing of what it has defined, so everything is looked at. */
    @Test
    void ofALoaderOfTheApplications_everythingIsLookedAt() throws Exception {
        openHost(builder -> builder.pluginLoader(JarPluginLoader::new));
        host.load(Planted.leaving("things in a loader of the application's")
                .source("Worker", """
                        class Worker extends Thread {
                            @Override public void run() {
                                try { new CountDownLatch(1).await(); } catch (InterruptedException e) { return; }
                            }
                        }
                        """)
                .source("LeftFilter", """
                        class LeftFilter implements Filter {
                            @Override public boolean isLoggable(LogRecord record) { return true; }
                        }
                        """)
                .source("LeftMBean", "public interface LeftMBean {}")
                .source("Left", "public class Left implements LeftMBean {}")
                .start("""
                        new Worker().start();
                        Logger.getGlobal().setFilter(new LeftFilter());
                        java.lang.management.ManagementFactory.getPlatformMBeanServer()
                                .registerMBean(new Left(), new javax.management.ObjectName("com.acme:type=Other"));
                        """)
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));

        assertThat(host.unload(Planted.ID).plugin().leftovers())
                .allMatch(each -> each.outcome() == Outcome.CLEANED)
                .extracting(Leftover::kind)
                .containsExactly(Kind.THREAD, Kind.MBEAN, Kind.LOGGING);
        LoaderReclamation.assertCollected(loader);
    }

    /** As an application may name them, so that stacks do not tell one generation's frames from another's. */
    @Test
    void aThreadOfTheNextGeneration_isLeftAlone_ifBothLoadersHaveTheSameName() {
        openHost(builder -> builder.pluginLoader(manager -> StubbornLoader.forAll(() -> {})));
        host.load(starterOfAThread());
        Thread first = (Thread) Registry.last();

        host.reload("starter");
        Thread second = (Thread) Registry.last();

        assertThat(second).isNotSameAs(first);
        assertThat(first.isAlive()).isFalse();
        assertThat(second.isAlive()).isTrue();
        host.unload("starter");
    }

    private Path starterOfAThread() {
        return PluginJars.plugin(folder, "starter", "1.0.0")
                .pluginClass("com.acme.starter.ThePlugin", """
                        private final Thread thread = new Thread(ThePlugin::work, "starters");
                        private static void work() {
                            try { new CountDownLatch(1).await(); } catch (InterruptedException e) { return; }
                        }
                        @Override public void start() { Registry.add(thread); thread.start(); }
                        @Override public void stop() {
                            thread.interrupt();
                            try { thread.join(); } catch (InterruptedException e) { throw new AssertionError(e); }
                        }
                        """)
                .jar("starter.jar");
    }

    @Test
    void classesOfALoaderThatThePluginMade_areThePlugins() throws Exception {
        host.load(Planted.leaving("things in a loader of the plugin's")
                .source("Handler", """
                        public class Handler implements Thread.UncaughtExceptionHandler {
                            @Override public void uncaughtException(Thread thread, Throwable failure) {}
                        }
                        """)
                .source("Child", """
                        class Child extends ClassLoader {
                            Child() { super(Child.class.getClassLoader()); }
                            Object handler() throws Exception {
                                String name = "com.acme.left.Handler";
                                try (var in = getResourceAsStream("com/acme/left/Handler.class")) {
                                    byte[] file = in.readAllBytes();
                                    return defineClass(name, file, 0, file.length).getConstructor().newInstance();
                                }
                            }
                        }
                        """)
                .start(
                        "Thread.setDefaultUncaughtExceptionHandler((Thread.UncaughtExceptionHandler) new Child().handler());")
                .jar(folder));
        WeakReference<ClassLoader> loader = loaderBehind(runner(Planted.ID));

        assertThat(host.unload(Planted.ID).plugin().leftovers())
                .extracting(Leftover::kind)
                .containsExactly(Kind.JVM_DEFAULT);
        LoaderReclamation.assertCollected(loader);
    }
}
