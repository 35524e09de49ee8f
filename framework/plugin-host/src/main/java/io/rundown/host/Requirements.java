package io.rundown.host;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginDescriptor;
import org.pf4j.VersionManager;

/** Compares what plugins require of the application with what it is, as pf4j does. */
final class Requirements {

    /** pf4j's way to say that the application has no version. */
    static final String UNCHECKED = "0.0.0";

    private static final Pattern EXACT = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    private final VersionManager versions;
    private final boolean exactVersionAllowed;

    /** Read once for each check; a change concerns the plugins loaded afterwards. */
    private volatile String systemVersion;

    Requirements(VersionManager versions, String systemVersion, boolean exactVersionAllowed) {
        this.versions = versions;
        this.systemVersion = systemVersion;
        this.exactVersionAllowed = exactVersionAllowed;
    }

    String systemVersion() {
        return systemVersion;
    }

    void systemVersion(String version) {
        systemVersion = version;
    }

    VersionManager versions() {
        return versions;
    }

    /** Why a plugin does not go with the application; null if it does. */
    @Nullable
    String objection(PluginDescriptor descriptor) {
        String system = systemVersion;
        String stated = descriptor.getRequires();
        if (stated == null || stated.isBlank() || system.equals(UNCHECKED)) {
            return null;
        }
        String required = stated.trim();
        if (!exactVersionAllowed && EXACT.matcher(required).matches()) {
            required = ">=" + required;
        }
        try {
            return versions.checkVersionConstraint(system, required)
                    ? null
                    : "it requires version " + required + " of the application, and this is " + system;
        } catch (RuntimeException e) {
            return "its Plugin-Requires '" + stated + "' cannot be compared with version " + system
                    + " of the application: " + e.getMessage();
        }
    }
}
