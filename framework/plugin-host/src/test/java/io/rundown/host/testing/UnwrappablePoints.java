package io.rundown.host.testing;

import org.pf4j.ExtensionPoint;

/** Extension points for which no handle can be made, each for another reason. */
public final class UnwrappablePoints {

    private UnwrappablePoints() {}

    /** Its final method would run on the handle, past the protection. */
    public abstract static class WithFinalMethod implements ExtensionPoint {
        public final String done() {
            return "done";
        }
    }

    /** Its package-private method would, too. */
    public abstract static class WithPackagePrivateMethod implements ExtensionPoint {
        String hidden() {
            return "hidden";
        }
    }

    /** Nothing can be passed to its constructor. */
    public abstract static class WithParameters implements ExtensionPoint {
        protected WithParameters(String parameter) {
            PluginEvents.add(parameter);
        }
    }

    /** A handle would be a whole one of these. */
    public static class Concrete implements ExtensionPoint {}

    /** A handle is none of its permitted subtypes. */
    public sealed interface Sealed extends ExtensionPoint permits Permitted {}

    /** The permitted one, open again for a plugin. */
    public non-sealed interface Permitted extends Sealed {}
}
