package io.rundown.demo.session;

import io.rundown.host.model.PluginException;
import org.jspecify.annotations.Nullable;

/** Which failures are somebody's mistake, and how they are told. */
public final class Mistakes {

    private Mistakes() {}

    /** Whether whoever asked can put it right. */
    public static boolean isMistake(Throwable failure) {
        return failure instanceof UserMistake || failure instanceof PluginException;
    }

    /** A message as one line. */
    public static String oneLine(@Nullable String message) {
        return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
    }
}
