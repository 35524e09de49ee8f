package io.rundown.host;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host's place in the platform's MBean server. */
final class HostBeanRegistration {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;

    private HostBeanRegistration(ObjectName name) {
        this.name = name;
    }

    /**
     * Registers a host.
     *
     * @throws IllegalStateException if another host has that name
     */
    static HostBeanRegistration register(HostBean bean, String hostName) {
        HostBeanRegistration registration = new HostBeanRegistration(objectName(hostName));
        try {
            registration.server.registerMBean(bean, registration.name);
            return registration;
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException(
                    "There is an MBean '" + registration.name + "' already: give this host another name, or close the"
                            + " other one first",
                    e);
        } catch (JMException e) {
            throw new IllegalStateException("Cannot register '" + registration.name + "': " + e.getMessage(), e);
        }
    }

    /** Always quoted, so that any name is allowed and the same name always looks the same. */
    private static ObjectName objectName(String hostName) {
        try {
            return new ObjectName("io.rundown:type=PluginHost,name=" + ObjectName.quote(hostName));
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("Quoting did not help: " + hostName, e);
        }
    }

    /** Takes it out again; nothing is done if somebody else has. */
    void remove() {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            log.debug("'{}' was unregistered by somebody else", name);
        } catch (JMException e) {
            log.warn("'{}' cannot be unregistered", name, e);
        }
    }
}
