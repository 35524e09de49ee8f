/**
 * Runs suites of benchmarks and reports what they say.
 *
 * <pre>{@code
 * ./mvnw -q -Pbench -Dbench=rundown verify                  all of it: a quarter to half an hour, 3 forks each
 * ./mvnw -q -Pbench -Dbench=rundown -Dbench.quick verify    a look at it: two minutes or so, 1 fork each
 * ./mvnw -q -Pbench -Dbench=handle verify                   all of it: ten minutes or so, 3 forks each
 * ./mvnw -q -Pbench -Dbench=leak verify                     all of it: a quarter to half an hour, and 5 GB of memory
 * ./mvnw -q -Pbench -Dbench=leak -Dbench.quick verify       the smallest dump: two minutes
 * }</pre>
 *
 * <p>A run leaves three things in {@code framework/benchmarks/target}, named after the suite: {@code rundown.json} with
 * every result in JMH's own format, {@code rundown.md} with the tables that it also prints, and {@code rundown-logs} with
 * what JMH said. A wrong name of a suite, and any benchmark that fails, fail the build.
 *
 * <p><b>Reading the figures.</b> Compare within one run only: figures of two machines, two JDKs, or two days say nothing
 * about each other. A figure is the median of its forks' averages; one fork, as in a quick run, is for seeing that
 * everything works. Nothing else should run on the machine: JMH itself refuses to run twice at a time. Allocation is JMH's
 * estimate, so a trace of a byte per operation is nothing.
 *
 * <p><b>Suites.</b> A {@link io.rundown.benchmarks.Suite} says what to run and what to make of it, in a package of its
 * own, and is entered in the list in {@link io.rundown.benchmarks.BenchMain}; the
 * {@link io.rundown.benchmarks.Session} runs it and keeps the results. Those there are:
 *
 * <ul>
 *   <li>{@code rundown}, in {@code io.rundown.benchmarks.rundown}: come in, make one call, leave, against each
 *       conventional gate, on 1, 2, and 4 threads, platform and (from Java 21 on) virtual ones; every fence that the JDK
 *       offers; nested acquires, transferable guards and verifier mode; what begin and wait take and how fast a waiter wakes up; heap per
 *       live thread and after short-lived ones.
 *   <li>{@code leak}, in {@code io.rundown.benchmarks.leak}: what it takes to open a heap dump of three sizes and explain a
 *       leak in it, and the smallest heap that is enough, against two other libraries; what writing the dump takes; what
 *       looking for leftovers adds to an unload.
 *   <li>{@code handle}, in {@code io.rundown.benchmarks.handle}: a call through a handle of the plugin host against the
 *       extension itself, proxies with a read lock, and pf4j, on 1, 2, and 4 threads, from places in the code with one
 *       target and with many; reloads, and calls meanwhile; the steps of an unload; time and memory with up to 1,000
 *       plugins.
 * </ul>
 */
@NullMarked
package io.rundown.benchmarks;

import org.jspecify.annotations.NullMarked;
