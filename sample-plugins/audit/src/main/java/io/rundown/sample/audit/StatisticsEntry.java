package io.rundown.sample.audit;

import io.rundown.sample.audit.Leaks.Leak;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The {@link AuditStatistics} in the JVM's MBean server. */
final class StatisticsEntry implements Loan {

    /** Finds the entries of all running copies. */
    static final String PATTERN = "io.rundown.sample.audit:type=AuditStatistics,*";

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    StatisticsEntry(AuditStatistics statistics) {
        try {
            // Two copies of the plugin run side by side during a reload, so that one name would not do.
            name = new ObjectName(PATTERN.replace("*", "start=" + UUID.randomUUID()));
            server.registerMBean(statistics, name);
        } catch (JMException e) {
            throw new IllegalStateException("Plugin 'audit': its statistics cannot be registered", e);
        }
    }

    @Override
    public Leak leak() {
        return Leak.MBEAN;
    }

    @Override
    public void close() {
        if (!server.isRegistered(name)) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // Somebody else was quicker, which is as good.
            assert !server.isRegistered(name);
        } catch (JMException e) {
            throw new IllegalStateException("Plugin 'audit': '" + name + "' cannot be unregistered", e);
        }
    }
}
