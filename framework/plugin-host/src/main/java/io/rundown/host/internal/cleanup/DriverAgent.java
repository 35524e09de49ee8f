package io.rundown.host.internal.cleanup;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Asks {@code DriverManager}, which looks at the class loader of who asks. Defined anew by each {@link AgentLoader}. */
public final class DriverAgent implements DriverAccess {

    @Override
    public List<Driver> registered() {
        return DriverManager.drivers().toList();
    }

    @Override
    public void deregister(Driver driver) throws SQLException {
        DriverManager.deregisterDriver(driver);
    }
}
