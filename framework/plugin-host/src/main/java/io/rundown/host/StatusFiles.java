package io.rundown.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginStatusProvider;

/**
 * pf4j's {@code enabled.txt} and {@code disabled.txt} in a folder. Read anew for each question, so that an edited file
 * counts at once, and written by one thread at a time.
 */
final class StatusFiles implements PluginStatusProvider {

    private final Path enabledFile;
    private final Path disabledFile;

    StatusFiles(Path folder) {
        enabledFile = folder.resolve("enabled.txt");
        disabledFile = folder.resolve("disabled.txt");
    }

    @Override
    public synchronized boolean isPluginDisabled(String pluginId) {
        Set<String> enabled = read(enabledFile);
        return read(disabledFile).contains(pluginId) || (!enabled.isEmpty() && !enabled.contains(pluginId));
    }

    @Override
    public synchronized void disablePlugin(String pluginId) {
        if (isPluginDisabled(pluginId)) {
            return;
        }
        Set<String> enabled = read(enabledFile);
        // The last one stays out by the other file: an empty list of enabled plugins would enable all.
        if (enabled.size() > 1) {
            enabled.remove(pluginId);
            write(enabledFile, enabled);
        } else {
            change(disabledFile, pluginId, true);
        }
    }

    @Override
    public synchronized void enablePlugin(String pluginId) {
        change(disabledFile, pluginId, false);
        if (!read(enabledFile).isEmpty()) {
            change(enabledFile, pluginId, true);
        }
    }

    private static void change(Path file, String pluginId, boolean listed) {
        Set<String> lines = read(file);
        if (listed ? lines.add(pluginId) : lines.remove(pluginId)) {
            write(file, lines);
        }
    }

    private static Set<String> read(Path file) {
        Set<String> lines = new LinkedHashSet<>();
        if (Files.isRegularFile(file)) {
            try {
                Files.readAllLines(file).stream()
                        .map(String::trim)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(lines::add);
            } catch (IOException e) {
                throw new PluginRuntimeException(e, "Cannot read '{}'", file);
            }
        }
        return lines;
    }

    private static void write(Path file, Set<String> lines) {
        try {
            Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new PluginRuntimeException(e, "Cannot write '{}'", file);
        }
    }
}
