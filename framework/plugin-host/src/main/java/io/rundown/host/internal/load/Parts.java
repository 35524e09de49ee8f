package io.rundown.host.internal.load;

import io.rundown.host.model.PluginLoadException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Asks the parts of pf4j that an application has replaced. What goes wrong in one is told with the part's name. */
public final class Parts {

    private Parts() {}

    /**
     * A question that a part may fail to answer.
     *
     * @param <T> the answer
     */
    @FunctionalInterface
    public interface Question<T> {

        /** Asks. */
        @Nullable
        T ask() throws Exception;
    }

    /**
     * Asks a part something about a plugin.
     *
     * @param source the plugin, for the error message
     * @param kind which of pf4j's parts it is
     * @param part the part
     * @throws PluginLoadException if the part throws, or answers nothing
     */
    public static <T> T ask(Path source, Class<?> kind, Object part, Question<T> question) {
        T answer;
        try {
            answer = question.ask();
        } catch (PluginLoadException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw new PluginLoadException(source, name(kind, part) + " threw " + e, e);
        }
        if (answer == null) {
            throw new PluginLoadException(source, name(kind, part) + " returned null", null);
        }
        return answer;
    }

    /** How a part is called in messages. */
    public static String name(Class<?> kind, Object part) {
        return "the " + kind.getSimpleName() + " " + part.getClass().getName();
    }
}
