package io.rundown.sample.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rundown.sample.checkout.Order;
import io.rundown.sample.checkout.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.h2.Driver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerPluginTest {

    private static final int WRITERS = 4;
    private static final int RECEIPTS_EACH = 250;

    private final LedgerPlugin plugin = new LedgerPlugin();
    private final DatabaseLedger ledger = new DatabaseLedger();

    @TempDir
    Path parent;

    @BeforeEach
    void useTheParentFolder() {
        System.setProperty(LedgerFolder.PROPERTY, parent.toString());
    }

    @AfterEach
    void stop() {
        plugin.stop();
        System.clearProperty(LedgerFolder.PROPERTY);
        System.clearProperty(DriverLeak.PROPERTY);
        assertNothingLeft();
    }

    @Test
    void record_numbersTheEntriesFromOne() {
        plugin.start();

        assertThat(ledger.entries()).isZero();
        assertThat(ledger.record(receipt("o-1"))).isEqualTo(1);
        assertThat(ledger.record(receipt("o-1"))).isEqualTo(2);
        assertThat(ledger.entries()).isEqualTo(2);
    }

    @Test
    void record_byManyWriters_losesNothing() throws Exception {
        plugin.start();

        Set<Long> numbers = new HashSet<>();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            for (Future<List<Long>> written : writers.invokeAll(tasks())) {
                numbers.addAll(written.get());
            }
        } finally {
            writers.shutdown();
        }

        assertThat(numbers).hasSize(WRITERS * RECEIPTS_EACH);
        assertThat(ledger.entries()).isEqualTo(WRITERS * RECEIPTS_EACH);
    }

    @Test
    void record_onAnInterruptedThread_failsAndLeavesTheLedgerWorking() {
        plugin.start();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ledger.record(receipt("o-1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("': interrupted before it could write the receipt for 'o-1'");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(ledger.entries()).isZero();
        assertThat(ledger.record(receipt("o-2"))).isPositive();
        assertThat(ledger.entries()).isEqualTo(1);
    }

    @Test
    void stop_deletesATemporaryFolder() throws IOException {
        System.clearProperty(LedgerFolder.PROPERTY);
        Set<Path> before = temporaryFolders();
        plugin.start();
        ledger.record(receipt("o-1"));
        assertThat(temporaryFolders()).hasSize(before.size() + 1);

        plugin.stop();

        assertThat(temporaryFolders()).isEqualTo(before);
        assertNothingLeft();
    }

    @Test
    void stop_keepsAFolderThatWasAskedFor() throws IOException {
        plugin.start();
        ledger.record(receipt("o-1"));

        plugin.stop();

        try (Stream<Path> folders = Files.list(parent)) {
            assertThat(folders)
                    .singleElement()
                    .satisfies(
                            folder -> assertThat(folder.resolve("ledger.mv.db")).isNotEmptyFile());
        }
    }

    @Test
    void twoDatabasesBelowOneFolder_doNotMeet() {
        LedgerFolder first = LedgerFolder.create(parent.toString());
        LedgerFolder second = LedgerFolder.create(parent.toString());

        // H2 refuses to open a file twice in one JVM or two.
        try (LedgerDatabase old = LedgerDatabase.open(first.path(), false);
                LedgerDatabase next = LedgerDatabase.open(second.path(), false)) {
            old.insert(receipt("o-1"));
            assertThat(next.count()).isZero();
        }
    }

    @Test
    void stop_leavesTheDriverOnPurposeOnly() {
        System.setProperty(DriverLeak.PROPERTY, "jdbc-driver");
        plugin.start();
        plugin.stop();
        assertThat(DriverManager.drivers()).hasAtLeastOneElementOfType(Driver.class);

        System.clearProperty(DriverLeak.PROPERTY);
        plugin.start();
        plugin.stop();
        assertThat(DriverManager.drivers()).doesNotHaveAnyElementsOfTypes(Driver.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc_driver", "JDBC-DRIVER", "jdbc-driver,thread"})
    void start_withAnUnknownLeak_fails(String word) {
        System.setProperty(DriverLeak.PROPERTY, word);

        assertThatThrownBy(plugin::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rundown.sample.ledger.leak=" + word + ": no leak is called that, only jdbc-driver");
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void calls_withoutAStart_areRefused() {
        assertThatThrownBy(ledger::entries)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Plugin 'ledger' is not started");
        plugin.stop();
    }

    @Test
    void start_whereNoFolderCanBeMade_saysWhere() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "in the way", UTF_8);
        System.setProperty(LedgerFolder.PROPERTY, file.toString());

        assertThatThrownBy(plugin::start).hasMessageContaining(LedgerFolder.PROPERTY + " is '" + file + "'");
    }

    @Test
    void open_thatFails_leavesNothingBehind() throws IOException {
        Path notAFolder = Files.writeString(parent.resolve("file"), "in the way", UTF_8);

        assertThatThrownBy(() -> LedgerDatabase.open(notAFolder, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Ledger in '" + notAFolder + "': cannot open");
    }

    private static void assertNothingLeft() {
        assertThat(DriverManager.drivers().map(driver -> driver.getClass().getName()))
                .noneMatch(name -> name.startsWith("org.h2"));
        // H2 waits for its threads to finish their work, not for the last moment of their lives.
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(
                                Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                        .noneMatch(name ->
                                name.contains("ledger") || name.startsWith("H2") || name.startsWith("MVStore")));
    }

    private List<Callable<List<Long>>> tasks() {
        List<Callable<List<Long>>> tasks = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            tasks.add(() -> {
                List<Long> numbers = new ArrayList<>();
                for (int i = 0; i < RECEIPTS_EACH; i++) {
                    numbers.add(ledger.record(receipt("o-" + i)));
                }
                return numbers;
            });
        }
        return tasks;
    }

    private static Set<Path> temporaryFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return new HashSet<>(
                    all.filter(path -> path.getFileName().toString().startsWith("rundown-ledger-"))
                            .toList());
        }
    }

    private static Receipt receipt(String id) {
        return new Receipt(new Order(id, "DE", 1_000, 2), 200, 580, 1_780, "tax 1.0.0");
    }
}
