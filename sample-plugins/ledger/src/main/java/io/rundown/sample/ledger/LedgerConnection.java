package io.rundown.sample.ledger;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.Receipt;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;

/** The connection, its prepared statements, and the driver's entry in {@link DriverManager}. For one thread. */
final class LedgerConnection implements AutoCloseable {

    // Without a hook for the end of the JVM, which would keep the plugin until then.
    private static final String SETTINGS = ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";
    private static final String CREATE = """
            CREATE TABLE checkout (
                entry BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                order_id VARCHAR NOT NULL,
                country CHAR(2) NOT NULL,
                items INTEGER NOT NULL,
                net_cents BIGINT NOT NULL,
                tax_cents BIGINT NOT NULL,
                shipping_cents BIGINT NOT NULL,
                total_cents BIGINT NOT NULL,
                tax_rule VARCHAR NOT NULL)
            """;
    private static final String INSERT = """
            INSERT INTO checkout (order_id, country, items, net_cents, tax_cents, shipping_cents, total_cents, tax_rule)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String COUNT = "SELECT COUNT(*) FROM checkout";

    private final Connection connection;
    private final boolean leaveDriver;
    private final PreparedStatement insert;
    private final PreparedStatement count;

    private LedgerConnection(Connection connection, boolean leaveDriver) throws SQLException {
        this.connection = connection;
        this.leaveDriver = leaveDriver;
        try (Statement create = connection.createStatement()) {
            create.execute(CREATE);
        }
        this.insert = connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS);
        this.count = connection.prepareStatement(COUNT);
    }

    /**
     * Registers the driver of this plugin's copy of H2 and makes a new database in the folder.
     *
     * @param leaveDriver whether to leave it registered at the end
     */
    static LedgerConnection open(Path folder, boolean leaveDriver) throws SQLException {
        Driver.load();
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("ledger") + SETTINGS);
            return new LedgerConnection(connection, leaveDriver);
        } catch (SQLException | RuntimeException | Error e) {
            closeAfter(e, connection);
            Driver.unload();
            throw e;
        }
    }

    /** Commits by itself. */
    long insert(Receipt receipt) throws SQLException {
        Order order = receipt.order();
        insert.setString(1, order.id());
        insert.setString(2, order.country());
        insert.setInt(3, order.items());
        insert.setLong(4, order.netCents());
        insert.setLong(5, receipt.taxCents());
        insert.setLong(6, receipt.shippingCents());
        insert.setLong(7, receipt.totalCents());
        insert.setString(8, receipt.taxRule());
        insert.executeUpdate();
        try (ResultSet keys = insert.getGeneratedKeys()) {
            keys.next();
            return keys.getLong(1);
        }
    }

    long count() throws SQLException {
        try (ResultSet rows = count.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Closes the database, this being its only connection, which ends its threads; deregisters the driver, unless it is
     * left behind on purpose.
     */
    @Override
    public void close() throws SQLException {
        try (connection) {
            // Closed whatever happens to the driver.
            if (!leaveDriver) {
                Driver.unload();
            }
        }
    }

    private static void closeAfter(Throwable failure, @Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
