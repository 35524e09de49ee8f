package io.rundown.host.internal.cleanup;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;

/** {@code DriverManager} as another class loader sees it. Public because its implementation has a loader of its own. */
public interface DriverAccess {

    /** The drivers that the loader may see. */
    List<Driver> registered();

    /** Takes one away; runs what it has registered for that. */
    void deregister(Driver driver) throws SQLException;
}
