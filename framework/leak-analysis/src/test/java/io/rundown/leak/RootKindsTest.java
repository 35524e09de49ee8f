package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of root that a dump can have, in dumps written by hand: HotSpot has stopped telling of monitors, and of some
 * kinds it has never told.
 */
class RootKindsTest {

    private static final int JNI_GLOBAL = 0x01;
    private static final int MONITOR = 0x07;

    @TempDir
    private Path folder;

    private LeakPath onlyPath(SmallDump dump) throws IOException {
        Path file = folder.resolve("test.hprof");
        Files.write(file, dump.bytes());
        LeakReport report = LeakAnalysis.ofDump(file);
        assertThat(report.loaders()).as(report.toString()).singleElement().satisfies(leak -> {
            assertThat(leak.strong()).isTrue();
            assertThat(leak.paths()).hasSize(1);
        });
        return report.loaders().get(0).paths().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "0x01, 1, NATIVE_REFERENCE, a global reference of native code (JNI), NewGlobalRef",
        "0x02, 2, NATIVE_REFERENCE, a local reference of native code (JNI) in a thread, NewGlobalRef",
        "0x03, 2, LOCAL_VARIABLE, a local variable in a thread, when the method returns",
        "0x04, 1, NATIVE_REFERENCE, the stack of native code in a thread, NewGlobalRef",
        "0x06, 1, MONITOR, a block of a thread, look at the thread dump",
        "0x07, 0, MONITOR, a monitor that a thread holds or waits for, look at the thread dump",
        "0xff, 0, OTHER, the JVM itself, Read the path from its end",
    })
    void isTold(String tag, int numbers, LeakKind kind, String holder, String hint) throws Exception {
        LeakPath path = onlyPath(new SmallDump(4).heldByRoot(Integer.decode(tag), new int[numbers]));
        assertThat(path.kind()).isEqualTo(kind);
        assertThat(path.path()).isEqualTo(holder + ".next.next -> com.acme.Thing");
        assertThat(path.hint()).contains(hint);
        assertThat(path.length()).isEqualTo(4);
    }

    @Test
    void aMonitorOfTheClassLoadersOwn_isHeldByTheRootItself() throws Exception {
        LeakPath path = onlyPath(new SmallDump(8).heldByRoot(MONITOR).withoutNodes());
        assertThat(path.kind()).isEqualTo(LeakKind.MONITOR);
        assertThat(path.path()).isEqualTo("a monitor that a thread holds or waits for -> com.acme.Thing");
        assertThat(path.length()).isEqualTo(2);
    }

    @Test
    void aReferenceObjectThatTheCollectorHasCleared_isToldToBeEnqueuedSoon() throws Exception {
        LeakPath path =
                onlyPath(new SmallDump(8).heldByRoot(JNI_GLOBAL, 0, 0).byAReferenceObject("PhantomReference", true));
        assertThat(path.kind()).isEqualTo(LeakKind.OTHER);
        assertThat(path.path())
                .isEqualTo("a reference object that the JVM is about to enqueue.queue.next -> com.acme.Thing");
    }

    @Test
    void oneForFinalization_isNotClearedBeforeThat() throws Exception {
        LeakPath path =
                onlyPath(new SmallDump(8).heldByRoot(JNI_GLOBAL, 0, 0).byAReferenceObject("FinalReference", false));
        assertThat(path.kind()).isEqualTo(LeakKind.OTHER);
        assertThat(path.path()).startsWith("a reference object that the JVM is about to enqueue.queue.");
    }

    @Test
    void itIsToldOfNothingThatSomethingElseHolds_howeverNearItIs() throws Exception {
        LeakPath path =
                onlyPath(new SmallDump(8).heldByRootToo(JNI_GLOBAL, 0, 0).byAReferenceObject("PhantomReference", true));
        assertThat(path.path()).startsWith("static field com.acme.host.Registry.held.");
    }

    @Test
    void aReferenceObjectThatIsNotCleared_isHeldByNativeCode() throws Exception {
        LeakPath path =
                onlyPath(new SmallDump(8).heldByRootToo(JNI_GLOBAL, 0, 0).byAReferenceObject("WeakReference", false));
        assertThat(path.kind()).isEqualTo(LeakKind.NATIVE_REFERENCE);
        assertThat(path.path()).isEqualTo("a global reference of native code (JNI).queue.next -> com.acme.Thing");
    }

    @ParameterizedTest
    @CsvSource({"0x02, 2", "0x03, 2", "0x04, 1", "0x06, 1", "0x07, 0"})
    void whatGoesByItself_isToldOfNothingThatSomethingElseHolds(String tag, int numbers) throws Exception {
        LeakPath path = onlyPath(new SmallDump(4).heldByRootToo(Integer.decode(tag), new int[numbers]));
        assertThat(path.path()).startsWith("static field com.acme.host.Registry.held.");
    }
}
