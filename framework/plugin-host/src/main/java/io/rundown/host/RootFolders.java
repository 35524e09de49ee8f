package io.rundown.host;

import io.rundown.host.internal.load.FileTrees;
import io.rundown.host.internal.load.PluginFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins in some folders. Unlike pf4j's repositories it unpacks nothing beside the original; where pf4j has once
 * unpacked a zip, the newer of the two is taken.
 */
final class RootFolders implements PluginRepository {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private static final List<String> NO_PLUGINS = List.of("target", "build");

    private final List<Path> roots;
    private final boolean development;

    RootFolders(List<Path> roots, boolean development) {
        this.roots = roots;
        this.development = development;
    }

    @Override
    public List<Path> getPluginPaths() {
        List<Path> found = new ArrayList<>();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                log.warn("There is no folder '{}' to find plugins in", root);
                continue;
            }
            try {
                FileTrees.list(root).stream().filter(this::isPlugin).forEach(found::add);
            } catch (IOException e) {
                throw new PluginRuntimeException(e, "Cannot read the folder '{}'", root);
            }
        }
        return found;
    }

    private boolean isPlugin(Path path) {
        String name = path.getFileName().toString();
        return PluginFiles.looksLikePlugin(path)
                && !name.startsWith(".")
                && !(development && NO_PLUGINS.contains(name))
                && !isOlderTwin(path, name);
    }

    private static boolean isOlderTwin(Path path, String name) {
        boolean folder = Files.isDirectory(path);
        Path twin = path.resolveSibling(folder ? name + ".zip" : name.replaceAll("(?i)\\.zip$", ""));
        if (twin.equals(path) || !Files.exists(twin)) {
            return false;
        }
        try {
            int order = Files.getLastModifiedTime(path).compareTo(Files.getLastModifiedTime(twin));
            return order < 0 || (order == 0 && !folder);
        } catch (IOException e) {
            log.warn("'{}' and '{}' cannot be compared; both are taken", path, twin, e);
            return false;
        }
    }

    @Override
    public boolean deletePluginPath(Path path) {
        if (!Files.exists(path) || !PluginFiles.looksLikePlugin(path)) {
            return false;
        }
        try {
            if (Files.isDirectory(path)) {
                Files.deleteIfExists(path.resolveSibling(path.getFileName() + ".zip"));
            }
            FileTrees.delete(path);
            return true;
        } catch (IOException e) {
            throw new PluginRuntimeException(e, "Cannot delete '{}'", path);
        }
    }
}
