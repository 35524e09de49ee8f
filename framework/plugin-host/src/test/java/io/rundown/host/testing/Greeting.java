package io.rundown.host.testing;

import org.pf4j.ExtensionPoint;

/** An extension point that an application may answer itself, too. */
public interface Greeting extends ExtensionPoint {

    String words();

    /** What an application gives to plugins that its own factory makes. */
    record Context(String words) {}
}
