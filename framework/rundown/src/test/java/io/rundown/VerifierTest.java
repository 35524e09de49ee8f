package io.rundown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Transferable guards that nobody closed are found, and the log says where they come from. */
class VerifierTest {

    private record Finding(String text, Throwable where) {}

    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final Verifier verifier = new Verifier((text, where) -> findings.add(new Finding(text, where)));
    private final RundownProtection protection =
            new RundownProtection(Machinery.standard().withVerifier(verifier));

    @Test
    void aDroppedGuardIsFound_andTheLogSaysWhereItWasAcquired() {
        dropAGuard();
        Awaitility.await().until(() -> {
            System.gc();
            return !findings.isEmpty();
        });

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.text())
                    .contains("guard of 3 was dropped", "ACTIVE with 3 held, 3 of them by guards that were dropped")
                    .contains("can never end");
            assertThat(finding.where())
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasStackTraceContaining("dropAGuard");
        });
        assertThat(protection.held()).as("only told, not mended").isEqualTo(3);
    }

    @Test
    void aClosedGuardIsNotReported() throws Exception {
        acquireAndClose();
        System.gc();
        assertThat(protection.awaitRundown(Duration.ofSeconds(1))).isTrue();
        assertThat(findings).isEmpty();
    }

    @Test
    void aSecondCloseTellsWhereTheFirstWas_andWhereTheGuardCameFrom() {
        TransferableGuard guard = acquireAndClose();
        assertThatIllegalStateException()
                .isThrownBy(guard::close)
                .havingCause()
                .withMessageContaining("Closed first on thread")
                .withStackTraceContaining("acquireAndClose")
                .havingCause()
                .withMessageContaining("Acquired on thread");
    }

    @Test
    void nobodyIsWatchedByDefault() {
        assertThat(Verifier.ofJvm()).isNull();
    }

    private void dropAGuard() {
        assertThat(protection.tryAcquireTransferable(3)).isNotNull();
    }

    private TransferableGuard acquireAndClose() {
        TransferableGuard guard = protection.tryAcquireTransferable();
        assertThat(guard).isNotNull();
        guard.close();
        return guard;
    }
}
