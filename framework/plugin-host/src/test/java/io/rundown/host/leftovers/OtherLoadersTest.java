package io.rundown.host.leftovers;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.host.HostFixture;
import io.rundown.host.model.Leftover;
import io.rundown.host.model.Leftover.Kind;
import io.rundown.host.model.Leftover.Outcome;
import io.rundown.host.testing.LoaderReclamation;
import io.rundown.host.testing.Planted;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.pf4j.JarPluginLoader;

/** Classes that the host's own loaders have not defined. */
class OtherLoadersTest extends HostFixture {

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
