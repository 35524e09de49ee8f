package io.rundown.host.soak;

import java.util.List;

/**
 * What a caller asks.
 *
 * @param path the plugins that are to be asked, each by the one before; not empty
 * @param linked whether whoever asks runs on the classes of the first on the path, so that this one cannot be away
 * @param loadSomething whether each plugin is to load, at its end, something it has never loaded
 * @param micros how long each plugin takes at the least
 */
public record Question(List<String> path, boolean linked, boolean loadSomething, int micros) {

    String id() {
        return path.get(0);
    }

    boolean isLast() {
        return path.size() == 1;
    }

    /** What the plugin that was asked asks in turn. */
    Question next(boolean linkedToNext) {
        return new Question(path.subList(1, path.size()), linkedToNext, loadSomething, micros);
    }
}
