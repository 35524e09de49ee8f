package io.rundown.host.internal.cleanup;

import java.io.IOException;
import java.io.InputStream;

/** Thrown away after use: defines a class of the host's where it passes for one of the plugin's. */
final class AgentLoader extends ClassLoader {

    private static final String PACKAGE = AgentLoader.class.getPackageName() + ".";

    AgentLoader(ClassLoader plugin) {
        super(plugin);
    }

    DriverAccess newDriverAgent() throws IOException, ReflectiveOperationException {
        try (InputStream in = AgentLoader.class.getResourceAsStream("DriverAgent.class")) {
            if (in == null) {
                throw new IOException("The host's own class DriverAgent is not readable");
            }
            byte[] classFile = in.readAllBytes();
            Class<?> agent = defineClass(PACKAGE + "DriverAgent", classFile, 0, classFile.length);
            return (DriverAccess) agent.getConstructor().newInstance();
        }
    }

    /** What the agent needs of the host is the host's own, whatever a plugin has under these names. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return name.startsWith(PACKAGE)
                ? Class.forName(name, false, AgentLoader.class.getClassLoader())
                : super.loadClass(name, resolve);
    }
}
