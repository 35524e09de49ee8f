package io.rundown.host.internal.handle;

/** What one plugin offers to another. */
public interface ExportedPoint {
    String work();
}
