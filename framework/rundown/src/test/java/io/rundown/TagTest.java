package io.rundown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rundown.Holder.Acquisition;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What holders say their hold is for is told by verifier mode wherever the hold is, and ignored otherwise. */
class TagTest {

    private record Finding(String text, Throwable where) {}

    private final List<Finding> findings = new CopyOnWriteArrayList<>();
    private final RundownProtection verifying = new RundownProtection(Machinery.standard()
            .withVerifier(new Verifier((text, where) -> findings.add(new Finding(text, where))), "the tax table"));

    @Test
    void holders_tellTheTagOfEachHold() {
        try (Guard untagged = verifying.acquire();
                Guard tagged = verifying.acquire("lookup");
                Guard tried = verifying.tryAcquire("price");
                TransferableGuard transferable = verifying.tryAcquireTransferable(2, "audit")) {
            assertThat(List.of(untagged, tagged, Objects.requireNonNull(tried))).doesNotHaveDuplicates();
            assertThat(transferable).isNotNull();
            List<Holder> holders = verifying.holders();
            assertThat(holders).hasSize(2);
            assertThat(holders.get(0).acquisitions())
                    .extracting(Acquisition::tag)
                    .containsExactly(null, "lookup", "price");
            assertThat(holders.get(1).acquisitions())
                    .extracting(Acquisition::tag)
                    .containsExactly("audit");
            assertThat(holders.toString()).contains("tag=null", "tag=lookup", "tag=price", "tag=audit");
        }
    }

    @Test
    void stacks_beginAtTheCaller_withATagAndWithout() {
        try (Guard guard = verifying.acquire("lookup");
                Guard nested = verifying.tryAcquire();
                TransferableGuard tagged = verifying.tryAcquireTransferable(1, "audit");
                TransferableGuard untagged = verifying.tryAcquireTransferable()) {
            assertThat(guard).isNotSameAs(nested);
            assertThat(tagged).isNotSameAs(untagged);
            assertThat(verifying.holders())
                    .flatExtracting(Holder::acquisitions)
                    .hasSize(4)
                    .allMatch(each ->
                            each.stack().get(0).getMethodName().equals("stacks_beginAtTheCaller_withATagAndWithout"));
        }
    }

    @Test
    void aDroppedGuard_isToldByItsTag() throws Exception {
        Threads.start("forgetful", () -> verifying.tryAcquire("lookup") != null).join();
        awaitFindings(1);
        assertThat(verifying.tryAcquireTransferable(2, "audit")).isNotNull();
        awaitFindings(2);

        assertThat(findings.get(0).text()).startsWith("A guard of thread 'forgetful', tagged 'lookup', was dropped");
        assertThat(findings.get(0).where()).hasMessage("Acquired on thread 'forgetful', tagged 'lookup'");
        String here = Thread.currentThread().getName();
        assertThat(findings.get(1).text())
                .startsWith(
                        "A transferable guard of 2, acquired by thread '" + here + "', tagged 'audit', was dropped");
        assertThat(findings.get(1).where()).hasMessage("Acquired on thread '" + here + "', tagged 'audit'");
    }

    private void awaitFindings(int count) {
        Awaitility.await().until(() -> {
            System.gc();
            return findings.size() >= count;
        });
    }

    @Test
    void wrongCloses_tellTheTag() {
        Guard guard = verifying.acquire("lookup");
        assertThatIllegalStateException()
                .isThrownBy(() -> Threads.elsewhere(() -> {
                    guard.close();
                    return true;
                }))
                .havingCause()
                .withMessageMatching("Acquired on thread '.*', tagged 'lookup'");
        guard.close();
        assertThatIllegalStateException()
                .isThrownBy(guard::close)
                .havingCause()
                .withMessageMatching("Closed first on thread '[^']*'")
                .havingCause()
                .withMessageMatching("Acquired on thread '.*', tagged 'lookup'");

        TransferableGuard transferable = verifying.tryAcquireTransferable(1, "audit");
        assertThat(transferable).isNotNull();
        transferable.close();
        assertThatIllegalStateException()
                .isThrownBy(transferable::close)
                .havingRootCause()
                .withMessageMatching("Acquired on thread '.*', tagged 'audit'");
    }

    @Test
    void withoutVerifierMode_theyAreIgnored() {
        RundownProtection plain = new RundownProtection();
        try (Guard outer = plain.acquire("lookup");
                Guard inner = plain.tryAcquire("price");
                TransferableGuard transferable = plain.tryAcquireTransferable(3, "audit")) {
            assertThat(inner).as("no guard of its own").isSameAs(outer).isInstanceOf(Cell.class);
            assertThat(transferable).isNotNull();
            assertThat(plain.held()).isEqualTo(5);
            assertThat(plain.holders())
                    .singleElement()
                    .satisfies(holder -> assertThat(holder.acquisitions()).isEmpty());
        }
    }

    @Test
    void whoHasATag_isRefusedLikeAnyone() {
        verifying.beginRundown();
        assertThat((Object) verifying.tryAcquire("late")).isNull();
        assertThat(verifying.tryAcquireTransferable(1, "late")).isNull();
        assertThatExceptionOfType(RundownInProgressException.class).isThrownBy(() -> verifying.acquire("late"));
    }
}
