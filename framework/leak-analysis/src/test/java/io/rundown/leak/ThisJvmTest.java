package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a dump of this JVM: nothing, however it ends. */
class ThisJvmTest {

    @TempDir
    private Path folder;

    private static Set<Path> left(Path temporary) throws IOException {
        Set<Path> left = new TreeSet<>();
        try (var all = Files.newDirectoryStream(temporary, "leak-analysis-*")) {
            all.forEach(left::add);
        }
        return left;
    }

    private static WeakReference<ClassLoader> own() {
        return new WeakReference<>(ThisJvmTest.class.getClassLoader());
    }

    @Test
    void aDumpIsEmptiedAndDeleted() throws Exception {
        List<Path> dumped = new ArrayList<>();
        Path link = folder.resolve("link.hprof");
        LeakReport report = ThisJvm.holders(own(), file -> {
            dumped.add(file);
            ThisJvm.dump(file);
            Files.createLink(link, file);
        });
        assertThat(report.loaders()).hasSize(1);
        assertThat(dumped.get(0).getParent()).doesNotExist();
        assertThat(link).isEmptyFile();
    }

    @Test
    void aDumpThatCannotBeReadIsDeleted() {
        List<Path> dumped = new ArrayList<>();
        assertThatThrownBy(() -> ThisJvm.holders(own(), file -> {
                    dumped.add(file);
                    Files.writeString(file, "no dump");
                }))
                .isInstanceOf(HeapDumpException.class)
                .hasMessageContaining("it is not a heap dump");
        assertThat(dumped.get(0).getParent()).doesNotExist();
    }

    @Test
    void anInterruptedThreadDoesNotDump_andStaysInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> ThisJvm.holders(own(), file -> {
                        throw new AssertionError("dumped");
                    }))
                    .isInstanceOf(HeapDumpException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Exits while it analyzes itself. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws IOException {
            ThisJvm.holders(own(), file -> {
                Files.writeString(file, "secrets");
                System.exit(0);
            });
        }
    }

    @Test
    void nothingIsLeftIfTheJvmExitsMeanwhile() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .inheritIO()
                .start();
        try {
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isZero();
            assertThat(left(folder)).isEmpty();
        } finally {
            program.destroyForcibly();
        }
    }
}
