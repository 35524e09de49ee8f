/**
 * The plugin {@code audit}: the one that leaks, if it is told to.
 *
 * <p>It uses a thread, a thread-local of its callers and a listener of the application's, and gives all of them back
 * when it stops. The system property {@value io.rundown.sample.audit.Leaks#PROPERTY}, read when it starts, names
 * those that it leaves behind instead: {@code thread}, {@code thread-local}, {@code listener}, or several with
 * commas. Each of them alone keeps the class loader of the unloaded plugin.
 */
@NullMarked
package io.rundown.sample.audit;

import org.jspecify.annotations.NullMarked;
