package io.rundown.leak.internal.walk;

/**
 * A reference from one object to another.
 *
 * @param from the id of the object that has it
 * @param to the id of the object that it refers to
 * @param kind what it is
 * @param owner the class that declares the field, or an empty string
 * @param name the name of the field, or an empty string
 * @param index the place in an array, or -1
 */
public record Edge(long from, long to, Kind kind, String owner, String name, int index) {

    /** What there is. */
    public enum Kind {
        /** A field of an instance. */
        FIELD,
        /** An element of an array. */
        ELEMENT,
        /** A static field. */
        STATIC,
        /** From an object to its class. */
        CLASS,
        /** From a class to its class loader. */
        LOADER,
        /** From a class loader to a class that it has defined. */
        DEFINES,
        /** From a class to its superclass. */
        SUPERCLASS,
        /** From a class to its protection domain or signers. */
        DOMAIN
    }

    static Edge of(long from, long to, Kind kind) {
        return new Edge(from, to, kind, "", "", -1);
    }

    public boolean isField(String ownerName, String fieldName) {
        return kind == Kind.FIELD && owner.equals(ownerName) && name.equals(fieldName);
    }
}
