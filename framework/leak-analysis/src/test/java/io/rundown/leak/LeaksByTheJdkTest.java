package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.security.Security;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What the JDK was given, or has cached: each way is planted, found in a dump of this JVM, and told. */
class LeaksByTheJdkTest extends PlantedLeaks {

    @Test
    void aJdbcDriver() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Driver driver = (Driver) LeakedLoaders.create(in, "TinyDriver");
            DriverManager.registerDriver(driver);
            later((Runnable) driver, Runnable::run);
        });
        assertTold(
                leak(loader),
                LeakKind.JDBC_DRIVER,
                "static field java.sql.DriverManager.registeredDrivers[0].driver -> com.acme.TinyDriver",
                "DriverManager.deregisterDriver()");
    }

    @Test
    void aShutdownHook() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Thread hook = new Thread((Runnable) LeakedLoaders.create(in, "Nothing"), "audit-hook");
            Runtime.getRuntime().addShutdownHook(hook);
            later(hook, Runtime.getRuntime()::removeShutdownHook);
        });
        assertTold(
                leak(loader),
                LeakKind.SHUTDOWN_HOOK,
                "static field java.lang.ApplicationShutdownHooks.hooks",
                "Runtime.removeShutdownHook()");
    }

    @Test
    void anMBean() throws Exception {
        ObjectName name = new ObjectName("com.acme:type=Audit");
        WeakReference<ClassLoader> loader = plant(in -> {
            Object bean = LeakedLoaders.create(in, "Bean");
            ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
            later(() -> unregister(name));
        });
        assertTold(leak(loader), LeakKind.MBEAN, "com.acme.Bean", "MBeanServer.unregisterMBean()");
    }

    private static void unregister(ObjectName name) {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (javax.management.JMException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLogHandler() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Handler handler = (Handler) LeakedLoaders.create(in, "Sink");
            Logger.getLogger("").addHandler(handler);
            later(handler, Logger.getLogger("")::removeHandler);
        });
        assertTold(leak(loader), LeakKind.LOGGING, "com.acme.Sink", "Remove handlers");
    }

    @Test
    void aSecurityProvider() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Security.addProvider((java.security.Provider) LeakedLoaders.create(in, "Safe"));
            later(() -> Security.removeProvider("acme-safe"));
        });
        assertTold(leak(loader), LeakKind.SECURITY_PROVIDER, "com.acme.Safe", "Security.removeProvider");
    }

    @Test
    void theDefaultHandlerOfUncaughtExceptions() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        later(() -> Thread.setDefaultUncaughtExceptionHandler(before));
        WeakReference<ClassLoader> loader = plant(in -> Thread.setDefaultUncaughtExceptionHandler(
                (Thread.UncaughtExceptionHandler) LeakedLoaders.create(in, "Guards")));
        assertTold(leak(loader), LeakKind.JVM_DEFAULT, "java.lang.Thread.defaultUncaughtExceptionHandler", "JDK");
    }

    @Test
    void anActionOfACleaner_thatRefersToWhatItCleansUpAfter() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable selfish = (Runnable) LeakedLoaders.create(in, "CleansUpAfterItself");
            selfish.run();
            later((Cleaner.Cleanable) selfish.getClass().getField("cleanable").get(null), Cleaner.Cleanable::clean);
        });
        assertTold(leak(loader), LeakKind.CLEANER, "thread 'Cleaner-", "Cleanable.clean()");
    }

    @Test
    void whatJavaBeansKnows_isHeldSoftly() throws Exception {
        WeakReference<ClassLoader> loader = plant(
                in -> Introspector.getBeanInfo(LeakedLoaders.create(in, "Bean").getClass()));
        later(Introspector::flushCaches);
        LoaderLeak leak = leak(loader);
        assertThat(leak.paths()).extracting(LeakPath::kind).containsOnly(LeakKind.INTROSPECTOR);
        assertThat(leak.paths().get(0).hint())
                .contains("Introspector.flushCaches()")
                .doesNotContain("Editor");
    }

    @Test
    void aBundle_isHeldSoftly() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> ResourceBundle.getBundle("com.acme.Texts", Locale.ROOT, in));
        later(ResourceBundle::clearCache);
        LoaderLeak leak = leak(loader);
        assertTold(leak, LeakKind.RESOURCE_BUNDLE, "static field java.util.ResourceBundle.cacheList", "clearCache");
        assertThat(leak.note()).contains("No strong path", "soft references");
    }
}
