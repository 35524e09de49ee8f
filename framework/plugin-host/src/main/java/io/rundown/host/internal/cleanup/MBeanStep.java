package io.rundown.host.internal.cleanup;

import io.rundown.host.model.Leftover.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.management.DynamicMBean;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.MXBean;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MBeans of the plugin's classes in the MBean servers that there are; none is made for it. */
final class MBeanStep implements Step {

    private static final Logger log = LoggerFactory.getLogger(MBeanStep.class);

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.MBEAN);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) {
        if (!JdkModules.has("java.management") || !mayHaveMBeans(plugin)) {
            return;
        }
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            for (ObjectName each : server.queryNames(null, null)) {
                if (isThePlugins(server, each, plugin)) {
                    findings.take(
                            Kind.MBEAN,
                            "MBean " + each,
                            "unregister it in Plugin.stop()",
                            () -> unregister(server, each));
                }
            }
        }
    }

    private static boolean isThePlugins(MBeanServer server, ObjectName name, DepartingPlugin plugin) {
        try {
            return plugin.owns(server.getClassLoaderFor(name));
        } catch (InstanceNotFoundException goneMeanwhile) {
            return false;
        }
    }

    private static void unregister(MBeanServer server, ObjectName name) throws Exception {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException goneMeanwhile) {
            log.debug("{} went by itself", name);
        } catch (JMException | JMRuntimeException e) { // JMX wraps what the MBean has thrown
            throw e.getCause() instanceof Exception thrown ? thrown : e;
        }
    }

    /** By the rules of names that JMX has. */
    private static boolean mayHaveMBeans(DepartingPlugin plugin) {
        if (plugin.defined() == null) {
            return true;
        }
        Set<Class<?>> seen = new HashSet<>();
        return plugin.defined().stream().anyMatch(each -> isMBean(each, seen));
    }

    private static boolean isMBean(Class<?> type, Set<Class<?>> seen) {
        for (Class<?> each = type; each != null && seen.add(each); each = each.getSuperclass()) {
            for (Class<?> face : each.getInterfaces()) {
                if (face == DynamicMBean.class
                        || face.getName().endsWith("MBean")
                        || face.getName().endsWith("MXBean")
                        || face.isAnnotationPresent(MXBean.class)
                        || isMBean(face, seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
