package io.rundown.demo.shell;

import java.nio.file.Path;

/**
 * Where a command stands, for the message if it fails.
 *
 * @param place what comes before the number of the line; empty if whoever typed it sees it
 * @param line its number, from 1
 * @param goesOn whether the next is taken if it fails
 */
record At(String place, int line, boolean goesOn) {

    /** Commands of a person. */
    static final At HAND = new At("", 0, true);

    static At pipe() {
        return new At("line ", 0, true);
    }

    static At script(Path script, boolean keepGoing) {
        return new At(script + ":", 0, keepGoing);
    }

    At next() {
        return new At(place, line + 1, goesOn);
    }

    /** A message about a command that stands here. */
    String explain(String command, String message) {
        return place.isEmpty() ? message : place + line + ": " + command + ": " + message;
    }
}
