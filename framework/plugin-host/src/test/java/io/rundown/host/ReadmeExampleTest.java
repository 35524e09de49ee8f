package io.rundown.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.zafarkhaja.semver.Version;
import io.rundown.Guard;
import io.rundown.host.testing.PluginJars;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.pf4j.Plugin;
import org.slf4j.Logger;

/** Takes the example out of the README, compiles it, and runs it as an application of its own. */
class ReadmeExampleTest {

    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theEmbeddingExample_doesWhatItSays() throws Exception {
        Path classes = compileExample();
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path updates = Files.createDirectory(folder.resolve("updates"));
        tax("1.0.0", 1.10, plugins, classes);
        tax("2.0.0", 1.20, updates, classes);

        List<String> lines = run(classes);

        assertThat(lines)
                .containsExactly(
                        "tax 1.0: 1100",
                        "tax 2.0.0: 1200",
                        "unloaded: true",
                        "Plugin 'tax' 2.0.0 (generation 2, CLOSED): call refused: it has been unloaded");
    }

    private Path compileExample() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        Matcher example = EXAMPLE.matcher(readme);
        assertThat(example.find()).as("an example in the README").isTrue();
        Path source = Files.writeString(folder.resolve("Checkout.java"), example.group(1));
        Path classes = Files.createDirectory(folder.resolve("example"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classpath(), "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        return classes;
    }

    private static void tax(String version, double factor, Path into, Path example) {
        PluginJars.plugin(into, "tax", version)
                .compiledAgainst(example)
                .source("com.acme.TaxRule", """
                        public class TaxRule implements com.example.checkout.Checkout.PriceRule {
                            @Override public long total(long netCents) { return Math.round(netCents * %s); }
                        }
                        """.formatted(factor))
                .extension("com.acme.TaxRule")
                .jar("tax-" + version + ".jar");
    }

    private List<String> run(Path classes) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + File.pathSeparator + classpath(),
                        "com.example.checkout.Checkout")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private static String classpath() {
        return Stream.of(PluginHost.class, Guard.class, Plugin.class, Logger.class, ClassWriter.class, Version.class)
                .map(PluginJars::origin)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
