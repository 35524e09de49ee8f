package io.rundown.host.internal.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A settled file in a watched folder, and how far its content has got.
 *
 * @param path the file
 * @param stamp which content this is about
 * @param id the plugin in it, or an empty string if that cannot be told
 * @param needs the plugins that it depends on
 * @param standing how far it has got
 * @param neededThen for one that is refused, the generations of those that it needs as they were then
 * @param problem why it is refused or a duplicate, or an empty string
 */
public record WatchedFile(
        Path path,
        FileStamp stamp,
        String id,
        List<String> needs,
        Standing standing,
        Map<String, Integer> neededThen,
        String problem) {

    /** How far a content has got. */
    public enum Standing {
        /** To be loaded or reloaded. */
        FRESH,
        /** Was loaded, and nothing is to be done about it, whatever the application does with the plugin. */
        SERVED,
        /** Cannot be loaded. */
        REFUSED,
        /** The plugin is served from another file. */
        DUPLICATE
    }

    /** A content that has just been identified. */
    public static WatchedFile fresh(Path path, FileStamp stamp, String id, List<String> needs) {
        return new WatchedFile(path, stamp, id, List.copyOf(needs), Standing.FRESH, Map.of(), "");
    }

    /** A content that is no plugin. */
    public static WatchedFile bad(Path path, FileStamp stamp, String problem) {
        return new WatchedFile(path, stamp, "", List.of(), Standing.REFUSED, Map.of(), problem);
    }

    /** To be tried again. */
    public WatchedFile again() {
        return new WatchedFile(path, stamp, id, needs, Standing.FRESH, Map.of(), problem);
    }

    /** Done. */
    public WatchedFile served() {
        return new WatchedFile(path, stamp, id, needs, Standing.SERVED, Map.of(), "");
    }

    /** Not possible now. */
    public WatchedFile refused(String why, Map<String, Integer> generations) {
        return new WatchedFile(path, stamp, id, needs, Standing.REFUSED, ofNeeds(generations), why);
    }

    /** Another file has the same plugin. */
    public WatchedFile duplicateOf(Path other) {
        String why = "its plugin id '" + id + "' is also that of '" + other + "', which serves";
        return new WatchedFile(path, stamp, id, needs, Standing.DUPLICATE, Map.of(), why);
    }

    /**
     * Whether it was refused and another try is worth while: one that it depends on has come, gone or changed since.
     *
     * @param generations of the plugins that are loaded now
     */
    public boolean ripe(Map<String, Integer> generations) {
        return standing == Standing.REFUSED && !ofNeeds(generations).equals(neededThen);
    }

    private Map<String, Integer> ofNeeds(Map<String, Integer> generations) {
        return needs.stream()
                .filter(generations::containsKey)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(each -> each, generations::get));
    }
}
