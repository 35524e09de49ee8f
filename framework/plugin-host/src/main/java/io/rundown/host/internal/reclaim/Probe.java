package io.rundown.host.internal.reclaim;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;

/**
 * A class loader that nobody refers to. When it is gone, a collection that unloads classes has run since it was planted.
 * It has defined a class: one that has none is an object like any other, and a collection of young objects alone takes it,
 * to which class loaders with classes are roots.
 */
final class Probe extends ClassLoader {

    private static final byte[] CLASS = emptyInterface("io/rundown/host/internal/reclaim/Planted");

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_17 = 61;
    private static final int UTF8 = 1;
    private static final int CLASS_INFO = 7;
    private static final int ABSTRACT_INTERFACE = 0x0600;

    private Probe() {
        super("rundown-probe", null);
        defineClass(null, CLASS, 0, CLASS.length);
    }

    /** Plants one. */
    static Reference<?> plant(ReferenceQueue<Object> queue) {
        return new PhantomReference<>(new Probe(), queue);
    }

    /**
     * Plants one that goes when the collector clears soft references that were last used now. Whoever asks whether it is
     * gone must do so by {@link Reference#refersTo}, which is no use.
     */
    static Reference<?> plantSoftly(ReferenceQueue<Object> queue) {
        return new SoftReference<>(new Probe(), queue);
    }

    private static byte[] emptyInterface(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(JAVA_17);
            out.writeShort(5); // the constants are numbered 1 to 4
            for (String each : new String[] {name, "java/lang/Object"}) {
                out.writeByte(UTF8);
                out.writeUTF(each);
            }
            for (int utf8 = 1; utf8 <= 2; utf8++) {
                out.writeByte(CLASS_INFO);
                out.writeShort(utf8);
            }
            out.writeShort(ABSTRACT_INTERFACE);
            out.writeShort(3); // itself
            out.writeShort(4); // Object
            out.writeLong(0); // no interfaces, fields, methods, attributes
        } catch (IOException e) {
            throw new UncheckedIOException("An array takes every byte", e);
        }
        return bytes.toByteArray();
    }
}
