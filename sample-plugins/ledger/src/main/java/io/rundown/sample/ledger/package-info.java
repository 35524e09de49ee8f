/**
 * The plugin {@code ledger}: the one with a library in its archive, a JDBC driver, threads and files.
 *
 * <p>The system property {@value io.rundown.sample.ledger.DriverLeak#PROPERTY}, read when it starts, leaves the driver
 * behind when the plugin stops, if it says {@code jdbc-driver}; that keeps the class loader of the unloaded plugin.
 *
 * <p>The system property {@value io.rundown.sample.ledger.LedgerFolder#PROPERTY} names a folder in which every start
 * makes a folder for its database, to stay there; without it the database is in a temporary folder that goes with
 * the plugin. Either way two copies of the plugin that run at once, as during a reload, have a database each.
 */
@NullMarked
package io.rundown.sample.ledger;

import org.jspecify.annotations.NullMarked;
