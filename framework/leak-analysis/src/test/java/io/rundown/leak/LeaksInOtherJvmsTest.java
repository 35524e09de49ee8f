package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;

import io.rundown.leak.LeakingProgram.Leak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What cannot be taken back, or needs a JVM with an agent: each way is planted in a JVM of its own, which dumps itself. */
class LeaksInOtherJvmsTest extends PlantedLeaks {

    private LoaderLeak leak(Leak leak, String... options) throws Exception {
        Path dump = dumps.resolve("other.hprof");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LeakingProgram.class.getName()));
        command.addAll(List.of(folder.toString(), leak.name(), dump.toString()));
        Process program = new ProcessBuilder(command).inheritIO().start();
        try {
            assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isZero();
        } finally {
            program.destroyForcibly();
        }
        assertThatTheOracleKnowsNoShorterPath(dump, "acme#1");
        LeakReport report = LeakAnalysis.ofDump(dump, "acme#1");
        assertThat(report.loaders()).as(report.toString()).hasSize(1);
        return report.loaders().get(0);
    }

    /** Its class is on the class path. */
    private Path agent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", LeakingProgram.class.getName());
        Path jar = dumps.resolve("agent.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    @Test
    void aHandlerOfUrls() throws Exception {
        assertTold(
                leak(Leak.URL_HANDLER),
                LeakKind.URL_HANDLER,
                "static field java.net.URL.factory -> com.acme.Handlers",
                "cannot be taken back");
    }

    @Test
    void aTransformerOfClassFiles_byTheAgentThatItWasAddedTo() throws Exception {
        assertTold(
                leak(Leak.CLASS_FILE_TRANSFORMER, "-javaagent:" + agent()),
                LeakKind.CLASS_FILE_TRANSFORMER,
                "a global reference of native code (JNI).mTransformerManager.mTransformerList[0].mTransformer"
                        + " -> com.acme.Spy",
                "Instrumentation.removeTransformer()");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "Java calls and is called by native code since 22")
    void whatNativeCodeMayCall() throws Exception {
        LoaderLeak leak = leak(Leak.UPCALL_STUB, "--enable-native-access=ALL-UNNAMED");
        assertTold(leak, LeakKind.NATIVE_REFERENCE, "a global reference of native code (JNI).", "NewGlobalRef");
        assertThat(leak.paths().get(0).path()).endsWith(" -> com.acme.Nothing");
    }
}
