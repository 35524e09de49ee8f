package io.rundown.host.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.testing.PluginJars;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault strikes every operation. Afterwards the other plugin serves, the operation succeeds when it is tried again,
 * and nothing is left. What goes wrong together with what is decided by {@code faults.seed}; {@code faults.rounds} says
 * how often.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultInjectionTest {

    private static final long SEED = Long.getLong("faults.seed", new Random().nextLong());
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 20);

    @TempDir
    static Path jarFolder;

    private static Bench.Jars jars = new Bench.Jars(Path.of(""), Path.of(""), Path.of(""), Path.of(""));

    @TempDir
    Path folder;

    @BeforeAll
    static void buildPlugins() {
        jars = new Bench.Jars(
                PluginJars.runner(jarFolder, "bystander", "1.0.0").jar("bystander.jar"),
                VictimPlugin.version(jarFolder, "1.0.0").jar("victim-1.0.0.jar"),
                VictimPlugin.version(jarFolder, "2.0.0").jar("victim-2.0.0.jar"),
                PluginJars.runner(jarFolder, "companion", "1.0.0").jar("companion.jar"));
    }

    @AfterAll
    static void noFaultLeavesAClassLoader() {
        await("with -Dfaults.seed=" + SEED)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Mischief.faultsThatLeak()).isEmpty());
    }

    /** Everything that can go wrong. */
    static List<Fault> faults() {
        List<Fault> all = new ArrayList<>();
        for (Place place : Place.values()) {
            for (Misdeed misdeed : Misdeed.values()) {
                all.add(new PluginFault(place, misdeed));
            }
        }
        all.addAll(Arrays.asList(Surroundings.values()));
        all.addAll(Arrays.asList(BadFile.values()));
        all.addAll(Arrays.asList(CopyFault.values()));
        all.addAll(Arrays.asList(CloseFault.values()));
        return all;
    }

    private static <T> T anyOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, ROUNDS).map(round -> SEED + round).boxed();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void alone(Fault fault) throws Exception {
        Mischief.begin(fault.toString());
        try (Bench bench = new Bench(folder, jars, List.of(fault))) {
            for (Operation operation : Operation.values()) {
                bench.prepare(operation);
                fault.arm(bench);
                boolean done = bench.attempt(operation);
                bench.assertOthersServe();
                fault.disarm(bench);

                boolean broken = fault.breaks().contains(operation);
                assertThat(done).as("%s with %s", operation, fault).isEqualTo(!broken);
                bench.recover(operation, done);
                bench.unload();
            }
            bench.assertNothingIsLeft();
        }
    }

    @ParameterizedTest(name = "faults.seed={0} faults.rounds=1")
    @MethodSource("seeds")
    void together(long seed) throws Exception {
        Random random = new Random(seed);
        List<Fault> some = new ArrayList<>(faults());
        Collections.shuffle(some, random);
        some = some.subList(0, 2 + random.nextInt(3));
        Mischief.begin(some + " with -Dfaults.seed=" + seed);
        try (Bench bench = new Bench(folder, jars, some)) {
            for (int step = 0; step < 8; step++) {
                for (Fault each : some) {
                    if (random.nextBoolean()) {
                        each.arm(bench);
                    }
                }
                bench.attempt(anyOf(List.of(Operation.values()), random));
                bench.assertOthersServe();
                if (random.nextInt(3) == 0) {
                    for (Fault each : some) {
                        each.disarm(bench);
                    }
                }
            }
            for (Fault each : some) {
                each.disarm(bench);
            }
            bench.assertNothingIsLeft();
        }
    }
}
