package io.rundown.demo;

import io.rundown.demo.session.UserMistake;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where the plugins are. */
final class PluginsOption {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Where the plugins are. Default: the folder 'plugins' beside this program.")
    private @Nullable Path plugins;

    /**
     * The folder of plugins.
     *
     * @throws UserMistake if there is none
     */
    Path folder() {
        return requireFolder(plugins != null ? plugins : besideProgram("plugins"), "--plugins");
    }

    /** Where other versions are unless somebody says so. */
    static Path updatesBeside(Path plugins) {
        return plugins.toAbsolutePath().normalize().resolveSibling("updates");
    }

    static Path requireFolder(Path folder, String option) {
        if (!Files.isDirectory(folder)) {
            String problem = Files.exists(folder) ? "is not a folder" : "does not exist";
            throw new UserMistake("'" + folder + "' " + problem + "; name the folder with " + option + " DIR");
        }
        return folder;
    }

    private static Path besideProgram(String name) {
        try {
            Path program = Path.of(PluginsOption.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.resolveSibling(name);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("This program does not know where it is", e);
        }
    }
}
