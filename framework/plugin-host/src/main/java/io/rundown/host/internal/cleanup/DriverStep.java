package io.rundown.host.internal.cleanup;

import io.rundown.host.model.Leftover.Kind;
import java.sql.Driver;
import java.util.List;

/**
 * Drivers in {@code DriverManager}, which shows and gives up a driver only to callers whose class loader finds the
 * driver's class. The caller is therefore a {@link DriverAgent} below the plugin's loader.
 */
final class DriverStep implements Step {

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.JDBC_DRIVER);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) throws Exception {
        if (!JdkModules.has("java.sql") || !plugin.mayHave(Driver.class)) {
            return;
        }
        DriverAccess drivers = new AgentLoader(plugin.loader()).newDriverAgent();
        for (Driver each : registered(drivers, plugin)) {
            if (plugin.ownsObject(each)) {
                findings.take(
                        Kind.JDBC_DRIVER,
                        "JDBC driver " + Names.of(each),
                        "deregister it in Plugin.stop()",
                        () -> drivers.deregister(each));
            }
        }
    }

    /** The first look into {@code DriverManager} loads what the context class loader offers: not the plugin's. */
    private static List<Driver> registered(DriverAccess drivers, DepartingPlugin plugin) {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(plugin.application());
        try {
            return drivers.registered();
        } finally {
            thread.setContextClassLoader(context);
        }
    }
}
