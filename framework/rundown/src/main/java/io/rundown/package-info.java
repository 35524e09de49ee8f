/**
 * Rundown protection: may I use this object now, and has everyone left?
 *
 * <p>{@link io.rundown.RundownProtection} is the whole story; the other types are what it hands out. The package needs
 * nothing but the JDK and knows nothing of plugins.
 *
 * <h2>NT's routines and their counterparts</h2>
 *
 * <table>
 * <caption>Rundown protection in the Windows NT kernel, and here</caption>
 * <thead><tr><th>NT</th><th>here</th><th>differences</th></tr></thead>
 * <tbody>
 * <tr><td>{@code EX_RUNDOWN_REF}, {@code ExInitializeRundownProtection}</td>
 *     <td>{@link io.rundown.RundownProtection#RundownProtection() new RundownProtection()}</td>
 *     <td>grows with the platform threads that use it, by less than 256 bytes for each (with compressed references, as
 *         heaps below 32 GB have them)</td></tr>
 * <tr><td>{@code EX_RUNDOWN_REF_CACHE_AWARE} and its twelve routines</td>
 *     <td>the same class</td>
 *     <td>every platform thread counts on cache lines of its own; there is nothing to choose</td></tr>
 * <tr><td>{@code ExAcquireRundownProtection}</td>
 *     <td>{@link io.rundown.RundownProtection#tryAcquire() tryAcquire},
 *         {@link io.rundown.RundownProtection#acquire() acquire}</td>
 *     <td>never blocks; a thread that is inside gets in again even during a rundown, where NT refuses</td></tr>
 * <tr><td>{@code ExAcquireRundownProtectionEx}</td>
 *     <td>{@link io.rundown.RundownProtection#tryAcquireTransferable(int) tryAcquireTransferable}</td>
 *     <td>all of the count or none; the guard may be closed on any thread, once</td></tr>
 * <tr><td>{@code ExReleaseRundownProtection}, {@code …Ex}</td>
 *     <td>{@link io.rundown.Guard#close()}, {@link io.rundown.TransferableGuard#close()}</td>
 *     <td>the last one wakes whoever waits; one too many is an exception and not a bug check</td></tr>
 * <tr><td>{@code ExWaitForRundownProtectionRelease}</td>
 *     <td>{@link io.rundown.RundownProtection#awaitRundown() awaitRundown},
 *         {@link io.rundown.RundownProtection#awaitRundownUninterruptibly() awaitRundownUninterruptibly},
 *         {@link io.rundown.RundownProtection#whenRunDown() whenRunDown}</td>
 *     <td>any number of waiters, with a time limit, interruptible, or as a stage; NT has one waiter, who cannot give
 *         up. {@link io.rundown.RundownProtection#beginRundown() beginRundown} only closes the doors</td></tr>
 * <tr><td>{@code ExRundownCompleted}</td>
 *     <td>{@link io.rundown.RundownProtection#complete() complete}</td><td></td></tr>
 * <tr><td>{@code ExReInitializeRundownProtection}</td>
 *     <td>{@link io.rundown.RundownProtection#reinitialize() reinitialize}</td>
 *     <td>refused while somebody is inside, or before rundown</td></tr>
 * <tr><td></td><td>{@link io.rundown.RundownProtection#resume() resume}</td>
 *     <td>Linux's {@code percpu_ref_resurrect}: a wait that took too long is taken back</td></tr>
 * <tr><td></td><td>{@link io.rundown.RundownProtection#holders() holders}</td>
 *     <td>who is inside, how deep, where, and for how long at the least</td></tr>
 * <tr><td>Driver Verifier</td><td>{@link io.rundown.RundownProtection#verifying(String) verifying}, or the system property
 *     {@code io.rundown.verify=true}</td>
 *     <td>every hold with thread, time, stack and tag; finds guards that nobody closed, or that somebody closed twice</td></tr>
 * <tr><td>{@code ObReferenceObjectWithTag}</td><td>{@link io.rundown.RundownProtection#tryAcquire(String) tryAcquire(tag)}</td>
 *     <td>a tag may be any text; it is recorded in verifier mode and ignored otherwise</td></tr>
 * </tbody>
 * </table>
 *
 * <h2>How an acquire gets by without a locked instruction</h2>
 *
 * <p>Conventional protections count with atomic read-modify-writes: one to come in, one to leave, each a locked
 * instruction on x86, on a cache line that all callers share. Here every platform thread has a {@code Cell} with two
 * counters, {@code enters} and {@code exits}, that nobody else writes; plain stores do. What remains is the order:
 *
 * <pre>
 *   caller                                    owner
 *   A1  enters := enters + 1                  B1  state := RUNDOWN_IN_PROGRESS
 *       light fence                               heavy fence
 *   A2  read state; ACTIVE: inside            B2  for each cell: read exits, then enters
 *   …
 *   R1  exits := exits + 1                    B3  equal everywhere: run down
 *       light fence
 *   R2  read state; not ACTIVE: look, wake
 * </pre>
 *
 * <p>This is Dekker's handshake: each side stores, then reads what the other stores, and at least one must see the
 * other. A processor may let a read overtake an earlier store, which still sits in the store buffer, so each side
 * normally needs a full fence in the middle. An <i>asymmetric</i> fence gives both fences to the side that is rare: the
 * <b>heavy fence</b> makes every thread of the process pass a full fence at some point of its own execution. Take that
 * point for a caller. If A2 came before it, so did A1, and B2 sees the enter. If A2 comes after it, B1 came before, and A2
 * sees that the state is over; the caller takes its enter back. The same two cases for R1 and R2 say that no last release
 * is missed: the scan sees the exit, or the releaser sees the rundown, and scans itself after a full fence of its own.
 * The caller's half, the <b>light fence</b>, only has to keep the <i>compiler</i> from exchanging A1 and A2.
 *
 * <p>Until the heavy fence has passed, a scan proves nothing, and no rundown ends. {@code beginRundown} returns after
 * it: from then on no outsider's acquire succeeds. There is no window, as gates striped over processors have one between
 * the kill and its confirmation.
 *
 * <p>The method is that of Linux's {@code membarrier(2)} and sleepable RCU (split counters: {@code exits} is read before
 * {@code enters}, so that a whole call between the two reads cannot hide another), of folly's
 * {@code asymmetricThreadFenceLight} and {@code Heavy}, of C++ proposal P1202 and of .NET's
 * {@code Interlocked.MemoryBarrierProcessWide}.
 *
 * <h2>What is guaranteed on which VM</h2>
 *
 * <table>
 * <caption>Fences and what they rest on</caption>
 * <thead><tr><th>{@link io.rundown.Fence}</th><th>chosen on</th><th>light fence</th><th>heavy fence</th></tr></thead>
 * <tbody>
 * <tr><td>{@link io.rundown.Fence#HANDSHAKE HANDSHAKE}</td><td>HotSpot from Java 22 on</td>
 *     <td>{@code VarHandle.releaseFence()}</td>
 *     <td>{@code Arena.ofShared().close()}: HotSpot shakes hands with every thread, which is a full fence for each</td></tr>
 * <tr><td>{@link io.rundown.Fence#SAFEPOINT SAFEPOINT}</td><td>HotSpot before Java 22</td>
 *     <td>the same</td>
 *     <td>a {@code ThreadMXBean} thread dump without stacks and locks: a global safepoint</td></tr>
 * <tr><td>{@link io.rundown.Fence#ATOMIC ATOMIC}</td><td>every other VM, and HotSpot with another compiler</td>
 *     <td>none: atomic read-modify-writes and volatile reads</td><td>none</td></tr>
 * </tbody>
 * </table>
 *
 * <p>{@code ATOMIC} follows from the Java Memory Model: all four accesses are volatile and have one total order. The
 * other two do not. They rest on three facts about HotSpot with C1 and C2: {@code releaseFence} stops the compilers from
 * moving a later load above an earlier store, although its specification speaks of stores only; the stores are opaque, so
 * they are neither dropped nor merged; and a handshake or safepoint is a full fence in every thread that runs Java code,
 * while threads in native code and blocked ones pass one when they come back. Tests in the project's build look for the
 * forbidden outcome in all modes. The system property {@code io.rundown.fence=atomic} does without all of this;
 * {@link io.rundown.RundownProtection#fence()} tells what was chosen, and the system logger {@code io.rundown} why.
 *
 * <p>The shared lane, which virtual threads and transferable guards take, and everyone in verifier mode, uses atomic instructions in every mode.
 */
@NullMarked
package io.rundown;

import org.jspecify.annotations.NullMarked;
