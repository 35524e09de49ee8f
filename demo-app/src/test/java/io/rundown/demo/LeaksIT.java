package io.rundown.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.rundown.demo.Program.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code leaks}, on dumps of this very process. */
class LeaksIT {

    /** The application's registry, in which something is forgotten. */
    private static final Map<String, Object> REGISTRY = new ConcurrentHashMap<>();

    /** After the name of the format, the size of ids, the time, and the record's kind and time. */
    private static final long LENGTH_OF_THE_FIRST_RECORD = 19 + 4 + 8 + 1 + 4;

    @TempDir
    private static Path dumps;

    @TempDir
    private Path folder;

    private Program program;

    @BeforeAll
    static void makeDumps() throws Exception {
        REGISTRY.put("forgotten", OwnLoader.closedObject("forgetful"));
        dump(leaking());
        REGISTRY.clear();
        REGISTRY.put("used", new OwnLoader("living").made());
        dump(sound());
    }

    private static Path leaking() {
        return dumps.resolve("leaking.hprof");
    }

    private static Path sound() {
        return dumps.resolve("sound.hprof");
    }

    private static void dump(Path file) throws IOException {
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
    }

    @BeforeEach
    void makeProgram() {
        program = new Program(folder);
    }

    @Test
    void aClosedLoaderIsFound_withItsHolder_andExitCode0() throws Exception {
        Ending ending = program.run("leaks", leaking().toString());

        assertThat(ending.err()).isEmpty();
        assertThat(ending.out())
                .contains(
                        "leaking.hprof: ",
                        "class loader 'forgetful'",
                        "io.rundown.demo.LeaksIT.REGISTRY[\"forgotten\"]")
                .doesNotContain("\u001b", "\r");
        assertThat(ending.exitCode()).isZero();
    }

    @Test
    void whoAsksForIt_getsExitCode1() throws Exception {
        assertThat(program.run("leaks", leaking().toString(), "--fail-on-leak").exitCode())
                .isEqualTo(1);
        assertThat(program.run("leaks", sound().toString(), "--fail-on-leak").exitCode())
                .isZero();
    }

    @Test
    void aLoaderThatLivesIsExplained_whenItIsAskedForByName() throws Exception {
        Ending ending = program.run("leaks", sound().toString(), "--class-loader", "living");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.out())
                .contains("class loader 'living'", "REGISTRY[\"used\"]")
                .doesNotContain("forgetful");
        assertThat(ending.exitCode()).isZero();
    }

    @Test
    void aLoaderThatIsNotThereIsAMistake() throws Exception {
        assertMistake("forgetfull", "leaks", sound().toString(), "--class-loader", "forgetfull");
    }

    @Test
    void whatIsNoDump_getsOneLine_andExitCode2() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no dump at all");
        Path empty = Files.createFile(folder.resolve("empty.hprof"));
        Path zipped = folder.resolve("leaking.hprof.gz");
        try (InputStream in = Files.newInputStream(sound());
                OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(in.readNBytes(100_000));
        }

        assertMistake("There is no 'nowhere.hprof'; 'jcmd PID GC.heap_dump FILE'", "leaks", "nowhere.hprof");
        assertMistake("is a folder, not a heap dump", "leaks", folder.toString());
        assertMistake("notes.txt", "leaks", text.toString());
        assertMistake("empty.hprof", "leaks", empty.toString());
        assertMistake("gz", "leaks", zipped.toString());
        assertMistake("Missing required parameter: 'DUMP'", "leaks");
    }

    @Test
    void aDumpThatIsCutOffOrDamaged_getsOneLine_andExitCode2() throws Exception {
        Path cut = Files.copy(sound(), folder.resolve("cut.hprof"));
        try (FileChannel file = FileChannel.open(cut, StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        Path damaged = Files.copy(sound(), folder.resolve("damaged.hprof"));
        try (FileChannel file = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1}), LENGTH_OF_THE_FIRST_RECORD);
        }

        assertMistake("cut.hprof", "leaks", cut.toString());
        assertMistake("damaged.hprof", "leaks", damaged.toString());
    }

    private void assertMistake(String answer, String... arguments) throws Exception {
        Ending ending = program.run(arguments);

        assertThat(ending.err().lines()).singleElement().asString().contains(answer);
        assertThat(ending.exitCode()).isEqualTo(2);
    }

    /** Has a copy of one class of its own. */
    private static final class OwnLoader extends URLClassLoader {

        OwnLoader(String name) {
            super(name, new URL[0], LeaksIT.class.getClassLoader());
        }

        static Object closedObject(String name) throws Exception {
            try (OwnLoader loader = new OwnLoader(name)) {
                return loader.made();
            }
        }

        Object made() throws Exception {
            String file = Forgotten.class.getName().replace('.', '/') + ".class";
            try (InputStream in = Objects.requireNonNull(getParent().getResourceAsStream(file), file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(Forgotten.class.getName(), bytes, 0, bytes.length)
                        .getConstructor()
                        .newInstance();
            }
        }
    }

    /** Made by reflection, of the loader's own copy. */
    public static final class Forgotten {

        /** Nothing in it. */
        public Forgotten() {}
    }
}
