package io.rundown.leak.internal.hprof;

import org.jspecify.annotations.Nullable;

/** A class in a dump. What follows from its superclasses is known once {@link ClassTable#link} has run. */
public final class HeapClass {

    private final int number;
    private final String name;
    private final ClassRecord record;

    private @Nullable HeapClass superclass;
    private int[] references = {};
    private int instanceBytes;
    private int referent = -1;
    private boolean leaf;
    private boolean loader;
    private boolean collected;

    HeapClass(int number, String name, ClassRecord record) {
        this.number = number;
        this.name = name;
        this.record = record;
    }

    void link(@Nullable HeapClass superclass, int[] references, int instanceBytes, int referent) {
        this.superclass = superclass;
        this.references = references;
        this.instanceBytes = instanceBytes;
        this.referent = referent;
    }

    void classify(boolean leaf, boolean loader, boolean collected) {
        this.leaf = leaf;
        this.loader = loader;
        this.collected = collected;
    }

    /** Its place among all classes. */
    public int number() {
        return number;
    }

    /** The id of its {@code Class} object. */
    public long id() {
        return record.id();
    }

    /** As in Java, arrays too: {@code java.lang.String[]}. */
    public String name() {
        return name;
    }

    /** The id of its class loader, 0 for the boot loader. */
    public long loaderId() {
        return record.loaderId();
    }

    long superId() {
        return record.superId();
    }

    public ClassRecord record() {
        return record;
    }

    public @Nullable HeapClass superclass() {
        return superclass;
    }

    public boolean isSubclassOf(String className) {
        for (HeapClass each = this; each != null; each = each.superclass) {
            if (each.name.equals(className)) {
                return true;
            }
        }
        return false;
    }

    /** Where in an instance's fields the strong references are. */
    public int[] references() {
        return references;
    }

    /** Where the referent of a reference object is, or -1. */
    int referent() {
        return referent;
    }

    /** The same for references that the collector clears late or not at all: soft ones and those of finalization; or -1. */
    public int softReferent() {
        boolean soft = referent >= 0
                && (isSubclassOf("java.lang.ref.SoftReference") || isSubclassOf("java.lang.ref.FinalReference"));
        return soft ? referent : -1;
    }

    /** How many bytes the fields of an instance have. */
    int instanceBytes() {
        return instanceBytes;
    }

    /** Whether an instance leads nowhere that is not reached anyway. */
    boolean isLeaf() {
        return leaf;
    }

    /** Whether instances are class loaders. */
    public boolean isLoader() {
        return loader;
    }

    /** Whether instances are listed while the dump is scanned. */
    boolean isCollected() {
        return collected;
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * A field of instances.
     *
     * @param owner the class that declares it
     * @param name its name
     * @param type its type, as in the format
     * @param offset where it is in an instance's fields
     */
    public record Field(HeapClass owner, String name, int type, int offset) {

        public boolean isObject() {
            return Tags.isObject(type);
        }
    }

    /**
     * A static field that refers to an object.
     *
     * @param name its name
     * @param value the object's id
     */
    public record StaticField(String name, long value) {}
}
