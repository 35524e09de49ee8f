package io.rundown.leak;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;

/**
 * Answers the question: who still holds this class loader? Reads a heap dump, of this JVM or of any other HotSpot JVM, and
 * finds every independent holder: the shortest path from a root of the garbage collector that stays, or else from a running
 * method, to the first object that belongs to the class loader, together with a hint what to do about it. The paths are
 * strong; only of a class loader that nothing holds strongly, those by soft references and finalization are told. An object
 * belongs to a class loader if that has defined its class, or one below it has; so do the classes and the class loader
 * itself.
 *
 * <p>Every method may be called from any thread, and at once. They work in the calling thread and up to three helpers, as
 * many as there are further processors, need about ten bytes of memory for each object, and take some seconds for each
 * gigabyte of a dump.
 */
public final class LeakAnalysis {

    private LeakAnalysis() {}

    /**
     * Says who holds a class loader of this JVM. Fits {@code io.rundown.host.LeakExplainer}. See {@link #ofThisJvm}.
     *
     * @param loader refers to the class loader
     * @return the answer, in one or more lines for a person
     * @throws HeapDumpException if this JVM cannot be dumped
     * @throws IOException if there is no room for a dump, or it cannot be written
     */
    public static String explain(WeakReference<ClassLoader> loader) throws IOException {
        return ofThisJvm(loader).toString();
    }

    /**
     * Finds out who holds a class loader of this JVM. Makes a heap dump in a temporary file, which is deleted afterwards,
     * at the latest when the JVM exits, and stops the JVM while it is written: some milliseconds for each megabyte of live
     * objects. Needs as much room on the disk. The dump begins with a collection, which may be what frees the class loader.
     * A thread that is interrupted stays so, and the method fails: before the dump, if the interrupt comes before.
     *
     * @param loader refers to the class loader, which is not kept by this method
     * @return what holds it; no class loader if it is gone
     * @throws HeapDumpException if this JVM cannot be dumped, or the thread is interrupted
     * @throws IOException if there is no room for a dump, or it cannot be written
     */
    public static LeakReport ofThisJvm(Reference<? extends ClassLoader> loader) throws IOException {
        return ThisJvm.holders(loader);
    }

    /**
     * Finds out who holds the class loaders in a dump that look as if they should be gone: those that are closed, and those
     * of which there is a newer copy or one of no other age, as after a reload. Of class loaders whose names differ only in
     * a number after {@code #}, the one with the greatest is the newest and is not suspected for that.
     *
     * @param dump a heap dump of a HotSpot JVM, of Java 8 or newer, not compressed
     * @return what holds each of them
     * @throws HeapDumpException if it is not a heap dump, or not a whole one
     * @throws IOException if it cannot be read
     */
    public static LeakReport ofDump(Path dump) throws IOException {
        return Investigation.ofDump(dump, Suspects::conspicuous);
    }

    /**
     * Finds out who holds certain class loaders in a dump.
     *
     * @param dump a heap dump of a HotSpot JVM, of Java 8 or newer, not compressed
     * @param loaderNameOrClass the name of class loaders or of their class, in full or without its package. If nothing is
     *     called that, a pattern with {@code *} and {@code ?}, or the beginning of a name
     * @return what holds each of them
     * @throws HeapDumpException if it is not a heap dump, or not a whole one, or there is no such class loader in it; the
     *     message then says which ones there are
     * @throws IOException if it cannot be read
     */
    public static LeakReport ofDump(Path dump, String loaderNameOrClass) throws IOException {
        return Investigation.ofDump(dump, loaders -> loaders.named(loaderNameOrClass));
    }
}
