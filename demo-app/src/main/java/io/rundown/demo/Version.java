package io.rundown.demo;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** Which version this program is, as the jar says that it comes in. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"rundown-demo " + (version == null ? "(not packaged)" : version)};
    }
}
