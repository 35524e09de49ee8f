package io.rundown.host.internal.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plugins as a developer has them: a folder that Maven, Gradle, the Kotlin compiler or an IDE builds in. Takes what pf4j
 * takes in its development mode, and a {@code lib} folder.
 */
final class DevelopmentFolders {

    private static final List<String> CLASSES = List.of(
            "target/classes",
            "build/classes/java/main",
            "build/classes/kotlin/main",
            "build/resources/main",
            "build/tmp/kapt3/classes/main",
            "out/production/classes",
            "out/production/resource");

    private static final List<String> JARS = List.of("target/lib", "lib");

    private DevelopmentFolders() {}

    /** Whether something has been built in a folder. */
    static boolean isOne(Path folder) {
        return CLASSES.stream().map(folder::resolve).anyMatch(Files::isDirectory);
    }

    /** Copies the class path and {@code plugin.properties}, each to its own place; no sources and no build logs. */
    static void copy(Path from, Path to, FileCopier copier) throws IOException {
        Files.createDirectories(to);
        for (String each : (Iterable<String>) Stream.concat(CLASSES.stream(), JARS.stream())::iterator) {
            if (Files.isDirectory(from.resolve(each))) {
                Path target = to.resolve(each);
                Path parent = target.getParent();
                Files.createDirectories(parent == null ? to : parent);
                copier.copyTree(from.resolve(each), target);
            }
        }
        Path properties = from.resolve(Descriptors.PROPERTIES_FILE);
        if (Files.exists(properties)) {
            copier.copyFile(properties, to.resolve(Descriptors.PROPERTIES_FILE));
        }
    }

    /** The class path of such a folder, or of a copy of one. */
    static List<Path> classpath(Path folder) throws IOException {
        List<Path> classpath = new ArrayList<>();
        CLASSES.stream().map(folder::resolve).filter(Files::isDirectory).forEach(classpath::add);
        for (String each : JARS) {
            Path jars = folder.resolve(each);
            if (Files.isDirectory(jars)) {
                FileTrees.list(jars).stream().filter(PluginFiles::isJar).forEach(classpath::add);
            }
        }
        return classpath;
    }
}
