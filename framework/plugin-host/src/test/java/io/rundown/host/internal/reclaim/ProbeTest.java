package io.rundown.host.internal.reclaim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rundown.host.testing.HeldCall;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class ProbeTest {

    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

    @Test
    void goesWithACollectionThatUnloadsClasses() {
        Reference<?> probe = Probe.plant(queue);

        await().atMost(HeldCall.LONG).until(() -> {
            System.gc();
            return probe.refersTo(null);
        });
    }

    /** To a collection of young objects alone, a class loader with a class is a root; it takes this ordinary one. */
    @Test
    void survivesCollectionsOfYoungObjects_unlikeALoaderWithoutAClass() {
        Reference<?> probe = Probe.plant(queue);
        WeakReference<?> without = new WeakReference<>(new ClassLoader(null) {});

        int garbage = 0;
        while (!without.refersTo(null)) {
            garbage += new byte[1 << 16].length;
        }

        assertThat(garbage).isNotZero();
        assertThat(probe.refersTo(null)).isFalse();
    }

    @Test
    void plantedSoftly_survivesACollection_asLongAsMemoryIsFree() {
        Reference<?> soft = Probe.plantSoftly(queue);
        Reference<?> plain = Probe.plant(queue);

        await().atMost(HeldCall.LONG).until(() -> {
            System.gc();
            return plain.refersTo(null);
        });

        assertThat(soft.refersTo(null)).isFalse();
    }
}
