package io.rundown.host.testing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.pf4j.ExtensionPoint;

/** Extension points of every shape that a handle has to copy. */
public final class HandlePoints {

    private HandlePoints() {}

    /** Every primitive type, wide and narrow mixed, arrays, varargs and void. */
    public interface Shapes extends ExtensionPoint {
        void nothing();

        boolean not(boolean value);

        byte[] bytes(byte one, short two, char three);

        long sum(int a, long b, double c, float d, int e);

        double half(double value);

        float same(float value);

        char next(char value);

        short[][] grid(int rows);

        String joined(String separator, Object... parts);
    }

    /** A generic point: its implementations have bridge methods. */
    public interface Box<T> extends ExtensionPoint {
        T put(T value);

        <E extends Comparable<E>> E greatest(List<E> values);
    }

    /** A point with a method that it answers itself. */
    public interface Named extends ExtensionPoint {
        String name();

        default String greeting() {
            return "hello " + name();
        }
    }

    /** Two ways to one default method. */
    public interface Titled extends Named {
        @Override
        default String greeting() {
            return "dear " + name();
        }
    }

    /** The diamond. */
    public interface Person extends Named, Titled {}

    /** A point that speaks of Object's methods. */
    public interface Equal extends ExtensionPoint {
        @Override
        boolean equals(@Nullable Object other);

        @Override
        int hashCode();

        @Override
        String toString();

        String work();
    }

    /** A checked exception. */
    public interface Failing extends ExtensionPoint {
        void fail(Exception with) throws IOException;
    }

    /** A class as a point. */
    public abstract static class Base implements ExtensionPoint {
        protected Base() {}

        public abstract String outer();

        public String twice() {
            return inner() + inner();
        }

        protected abstract String inner();
    }

    /** Answers later, or not at all. */
    public interface Later extends ExtensionPoint {
        @Nullable
        CompletableFuture<String> pass(@Nullable CompletableFuture<String> future);
    }
}
