/**
 * The plugin {@code audit}: the one that leaks, if it is told to.
 *
 * <p>It uses threads, caches and registries of the JVM's and of the application's, and gives all of them back when it
 * stops. The system property {@value io.rundown.sample.audit.Leaks#PROPERTY}, read when it starts, names those that it
 * leaves behind instead, one word or several with commas:
 *
 * <table>
 *   <caption>What each word leaves behind</caption>
 *   <tr><th>word<th>what is left
 *   <tr><td>{@code thread}<td>a running thread that takes no notice of interrupts
 *   <tr><td>{@code thread-local}<td>a value in a thread-local of each thread that called
 *   <tr><td>{@code listener}<td>a listener at {@link io.rundown.sample.checkout.CheckoutEvents}
 *   <tr><td>{@code timer}<td>a {@link java.util.Timer}
 *   <tr><td>{@code executor}<td>a thread pool with an idle thread
 *   <tr><td>{@code mbean}<td>an MBean in the platform's server
 *   <tr><td>{@code shutdown-hook}<td>a shutdown hook
 *   <tr><td>{@code resource-bundle}<td>a {@link java.util.ResourceBundle} in the cache, which goes when memory is short
 *   <tr><td>{@code introspector}<td>a {@link java.beans.BeanInfo} in the cache
 *   <tr><td>{@code logging}<td>a handler at the root logger of {@code java.util.logging}
 *   <tr><td>{@code static}<td>a format in the static map of {@link io.rundown.sample.checkout.ReceiptFormats}
 *   <tr><td>{@code exception}<td>an exception that {@link io.rundown.sample.checkout.CheckoutEvents} remembers, once a
 *       checkout was published
 *   <tr><td>{@code context-class-loader}<td>the context class loader of each thread that called
 *   <tr><td>{@code access-control-context}<td>the thread of {@link io.rundown.sample.checkout.CheckoutTasks}, if it was made
 *       for this plugin and the JVM is older than Java 24
 * </table>
 *
 * <p>Each of them alone keeps the class loader of the unloaded plugin, some with the conditions named.
 */
@NullMarked
package io.rundown.sample.audit;

import org.jspecify.annotations.NullMarked;
