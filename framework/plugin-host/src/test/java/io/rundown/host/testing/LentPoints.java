package io.rundown.host.testing;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionPoint;

/** Extension points that let objects out, and what is let out. */
public final class LentPoints {

    private LentPoints() {}

    /** What a plugin hands out. */
    public interface Session {
        String name() throws IOException;

        /** Runs something inside. */
        Object run(Callable<?> body) throws Exception;

        Session self();

        Iterator<String> words();

        boolean isSame(Object other);
    }

    /** Known to the API in all its kinds. */
    public sealed interface Shape permits Circle {}

    /** The kind that is open to plugins. */
    public non-sealed interface Circle extends Shape {}

    /** Lets out one object of each sort. */
    public interface Sessions extends ExtensionPoint {
        Session open(String name);

        /** The plugin's own class is asked for inside. */
        String close(Session session);

        String closeAny(Object session);

        @Nullable
        Session pass(@Nullable Session session);

        Supplier<Session> supplier();

        Object bare();

        Shape shape();

        Circle circle();
    }

    /** A generic supertype, of which the subtype knows more. */
    public interface Source<T> {
        T take();
    }

    /** Has two versions of one method. */
    public interface SessionSource extends Source<Session>, ExtensionPoint {
        @Override
        Session take();
    }

    /** Has a bridge of its own, as it answers itself. */
    public interface DefaultSource extends Source<Session>, ExtensionPoint {
        Session make();

        @Override
        default Session take() {
            return make();
        }
    }

    /** Promises. */
    public interface Promises extends ExtensionPoint {
        @Nullable
        Future<String> future(@Nullable Future<String> inside);

        Future<Session> session(CompletableFuture<?> signal);

        CompletableFuture<Session> completable(CompletableFuture<?> signal);

        CompletionStage<? extends List<String>> list(CompletableFuture<?> signal);

        Object run(Callable<?> body) throws Exception;
    }

    /** What plugins register. */
    public interface Listener {
        String onEvent(String event);
    }

    /** Not for others. */
    interface Hidden {}

    /** Lets out what no handle can be made for. */
    public interface Hiding extends ExtensionPoint {
        Hidden hidden();
    }

    /** Likewise, later. */
    public interface HidingLater extends ExtensionPoint {
        CompletionStage<Hidden> hidden();
    }
}
