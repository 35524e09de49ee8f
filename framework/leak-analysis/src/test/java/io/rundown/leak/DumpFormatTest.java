package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.leak.internal.hprof.HeapDump;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps written by hand: every form that is read, and what is said of those that cannot be. */
class DumpFormatTest {

    private static final String TOLD = "static field com.acme.host.Registry.held.next.next -> com.acme.Thing";

    @TempDir
    private Path folder;

    private Path write(byte[] dump) throws IOException {
        Path file = folder.resolve("test.hprof");
        Files.write(file, dump);
        return file;
    }

    private static void assertHeld(LeakReport report) {
        assertThat(report.loaders()).as(report.toString()).singleElement().satisfies(leak -> {
            assertThat(leak.type()).isEqualTo("com.acme.host.Closed");
            assertThat(leak.reason()).isEqualTo("it is closed");
            assertThat(leak.paths()).singleElement().satisfies(path -> {
                assertThat(path.path()).isEqualTo(TOLD);
                assertThat(path.length()).isEqualTo(5);
                assertThat(path.kind()).isEqualTo(LeakKind.STATIC_FIELD);
            });
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void idsOfEitherSizeAreRead(int idSize) throws Exception {
        LeakReport report = LeakAnalysis.ofDump(write(new SmallDump(idSize).bytes()));
        assertHeld(report);
        assertThat(report.objects()).isEqualTo(5);
        assertThat(report.classes()).isEqualTo(8);
    }

    @Test
    void idsNeedNotBeAligned() throws Exception {
        assertHeld(LeakAnalysis.ofDump(write(new SmallDump(8, 3).bytes())));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x7f12_3456_0000L, 0xffff_8000_0000_0000L})
    void idsMayBeLarge(long shift) throws Exception {
        assertHeld(LeakAnalysis.ofDump(write(new SmallDump(8, shift).bytes())));
    }

    @Test
    void classesMayComeAfterTheirInstances() throws Exception {
        assertHeld(LeakAnalysis.ofDump(write(new SmallDump(8).classesLast().bytes())));
        assertHeld(LeakAnalysis.ofDump(
                write(new SmallDump(8).classesLast().manySegments().bytes())));
    }

    @ParameterizedTest
    @CsvSource({"4,4", "4,5", "8,4", "8,5", "8,7"})
    void valuesMayLieAcrossTheBordersOfMappings(int idSize, int chunkShift) throws Exception {
        Path file = write(new SmallDump(idSize).manySegments().bytes());
        assertHeld(Investigation.ofDump(file, Suspects::conspicuous, path -> HeapDump.open(path, null, chunkShift, 2)));
    }

    @Test
    void recordsThatAreNotKnownArePassedOver() throws Exception {
        HprofWriter writer = new SmallDump(8).writer();
        writer.record(0x0D, new byte[] {1, 2, 3}).record(0x77, new byte[100]).end();
        assertHeld(LeakAnalysis.ofDump(write(writer.toArray())));
    }

    @Test
    void whatAWeakReferenceRefersToIsNotHeld() throws Exception {
        LeakReport report = LeakAnalysis.ofDump(write(new SmallDump(8).weak().bytes()));
        assertThat(report.loaders()).singleElement().satisfies(leak -> {
            assertThat(leak.paths()).isEmpty();
            assertThat(leak.note()).contains("No strong path leads to it");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void aDumpThatIsCutOffAnywhereIsCalledTruncated(int idSize) throws Exception {
        byte[] whole = new SmallDump(idSize).manySegments().bytes();
        for (int length = 1; length < whole.length; length++) {
            Path file = write(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> LeakAnalysis.ofDump(file))
                    .as("cut off after %d bytes", length)
                    .isInstanceOf(HeapDumpException.class)
                    .hasMessageContaining("truncated")
                    .hasMessageContaining(file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x02, 0x7f, 0x80, 0xff})
    void aDumpWithAnyByteChangedIsReadOrRefused(int value) throws Exception {
        byte[] whole = new SmallDump(8).manySegments().bytes();
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] = (byte) value;
            Path file = write(changed);
            try {
                assertThat(LeakAnalysis.ofDump(file).toString()).isNotEmpty();
            } catch (HeapDumpException e) {
                assertThat(e).as("byte %d", at).hasMessageContaining("cannot be read");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("byte " + at + " changed to " + value, e);
            }
        }
    }

    private void assertRefused(byte[] dump, String why) throws IOException {
        Path file = write(dump);
        assertThatThrownBy(() -> LeakAnalysis.ofDump(file))
                .isInstanceOf(HeapDumpException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(why);
    }

    @Test
    void whatIsNoDumpIsCalledThat() throws Exception {
        assertRefused(new byte[0], "it is empty");
        assertRefused(
                "PK\3\4 and so on, for more than a header".getBytes(StandardCharsets.UTF_8), "it is not a heap dump");
        assertRefused(new HprofWriter(8).end().toArray(), "it holds no heap");
        assertRefused(new HprofWriter(5).end().toArray(), "object ids of 5 bytes");
        assertThatThrownBy(() -> LeakAnalysis.ofDump(folder)).hasMessageContaining("it is a folder");
        assertThatThrownBy(() -> LeakAnalysis.ofDump(folder.resolve("none.hprof")))
                .isInstanceOf(HeapDumpException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void aCompressedDumpIsToBeUnpacked() throws Exception {
        Path file = folder.resolve("test.hprof.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(new SmallDump(8).bytes());
        }
        assertThatThrownBy(() -> LeakAnalysis.ofDump(file)).hasMessageContaining("gzip: unpack it first");
    }

    @Test
    void aDumpOfAndroidIsToBeConverted() throws Exception {
        byte[] dump = new SmallDump(4).bytes();
        dump["JAVA PROFILE 1.0.2".length() - 1] = '3';
        assertRefused(dump, "convert it with hprof-conv");
    }

    @Test
    void aDumpMayHaveMoreThanFourGigabytes() throws Exception {
        byte[] small = new SmallDump(8).bytes();
        int header = "JAVA PROFILE 1.0.2".length() + 1 + 4 + 8;
        Path file = folder.resolve("large.hprof");
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(small, 0, header);
            out.write(0x77);
            out.writeInt(0);
            out.writeInt(-1);
            out.seek(out.getFilePointer() + 0xffff_ffffL);
            out.write(small, header, small.length - header);
        }
        assertHeld(LeakAnalysis.ofDump(file));
    }

    @Test
    void aThreadThatIsInterruptedIsToldSo_andStaysInterrupted() throws Exception {
        Path file = write(new SmallDump(8).bytes());
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> LeakAnalysis.ofDump(file))
                    .isInstanceOf(HeapDumpException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whatIsCorruptIsToldWithItsPlace() throws Exception {
        HprofWriter writer = new HprofWriter(8);
        assertRefused(writer.segment(writer.body().u1(0x55).u4(0)).end().toArray(), "unknown tag 0x55");
        writer = new HprofWriter(8);
        HprofWriter.Body body = writer.body().u1(0x22).id(0x1000).u4(0).u4(-1).id(0x2000);
        assertRefused(writer.segment(body).end().toArray(), "beyond its segment");
        writer = new HprofWriter(8);
        assertRefused(writer.record(0x01, new byte[3]).end().toArray(), "corrupt at byte 31");
        writer = new HprofWriter(8);
        assertRefused(writer.record(0x1C, new byte[3], -1).toArray(), "reaches to byte 4294967335");
    }
}
