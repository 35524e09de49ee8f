package io.rundown.leak;

import static io.rundown.leak.HprofWriter.BOOLEAN;
import static io.rundown.leak.HprofWriter.object;

import io.rundown.leak.HprofWriter.Body;
import io.rundown.leak.HprofWriter.Field;

/**
 * A dump of a few objects: {@code Registry.held}, a node, another node, and an object of the class loader {@code Closed}.
 * What may differ between dumps can be chosen.
 */
final class SmallDump {

    private static final Field[] NONE = {};

    private static final long OBJECT = 0x1000;
    private static final long LOADER = 0x1008;
    private static final long REFERENCE = 0x1010;
    private static final long WEAK = 0x1018;
    private static final long REGISTRY = 0x1020;
    private static final long NODE = 0x1028;
    private static final long ACME_LOADER = 0x1030;
    private static final long ACME = 0x1038;

    private final HprofWriter out;
    private final long shift;
    private boolean weak;
    private boolean classesLast;
    private boolean manySegments;
    private long held = 0x2000;
    private long rooted = 0x2000;
    private String referenceType = "WeakReference";
    private long referent;
    private int root = -1;
    private int[] rootDetails = {};

    SmallDump(int idSize) {
        this(idSize, 0);
    }

    /** All ids are moved by so many bytes. */
    SmallDump(int idSize, long shift) {
        this.out = new HprofWriter(idSize);
        this.shift = shift;
    }

    /** The second node is a weak reference. */
    SmallDump weak() {
        weak = true;
        return this;
    }

    SmallDump classesLast() {
        classesLast = true;
        return this;
    }

    SmallDump manySegments() {
        manySegments = true;
        return this;
    }

    /** Instead of the static field, a root holds the first node, with so many numbers of four bytes in its record. */
    SmallDump heldByRoot(int tag, int... numbers) {
        held = 0;
        return heldByRootToo(tag, numbers);
    }

    SmallDump heldByRootToo(int tag, int... numbers) {
        root = tag;
        rootDetails = numbers;
        return this;
    }

    /** The root holds the object of the class loader itself. */
    SmallDump withoutNodes() {
        rooted = 0x2010;
        return this;
    }

    /** The root holds a reference object, and that the second node, as its queue. */
    SmallDump byAReferenceObject(String type, boolean cleared) {
        referenceType = type;
        rooted = 0x2030;
        referent = cleared ? 0 : at(rooted);
        return this;
    }

    private long at(long id) {
        return id + shift;
    }

    HprofWriter writer() {
        out.loadClass(at(OBJECT), "java/lang/Object");
        out.loadClass(at(LOADER), "java/lang/ClassLoader");
        out.loadClass(at(REFERENCE), "java/lang/ref/Reference");
        out.loadClass(at(WEAK), "java/lang/ref/" + referenceType);
        out.loadClass(at(REGISTRY), "com/acme/host/Registry");
        out.loadClass(at(NODE), "com/acme/host/Node");
        out.loadClass(at(ACME_LOADER), "com/acme/host/Closed");
        out.loadClass(at(ACME), "com/acme/Thing");
        for (String each : new String[] {"parent", "referent", "queue", "held", "next", "closed"}) {
            out.name(each);
        }
        Body classes = out.body();
        classes.type(at(OBJECT), 0, 0, NONE);
        classes.type(at(LOADER), at(OBJECT), 0, NONE, object("parent"));
        classes.type(at(REFERENCE), at(OBJECT), 0, NONE, object("queue"), object("referent"));
        classes.type(at(WEAK), at(REFERENCE), 0, NONE);
        classes.type(at(REGISTRY), at(OBJECT), 0, new Field[] {object("held", held == 0 ? 0 : at(held))});
        classes.type(at(NODE), at(OBJECT), 0, NONE, object("next"));
        classes.type(at(ACME_LOADER), at(LOADER), 0, NONE, new Field("closed", BOOLEAN, 0));
        classes.type(at(ACME), at(OBJECT), at(0x2018), NONE);
        Body objects = out.body();
        objects.byteArray(at(0x2020), new byte[] {1, 2, 3});
        objects.instance(at(0x2000), at(NODE), out.body().id(at(0x2008)).toArray());
        if (weak) {
            objects.instance(
                    at(0x2008), at(WEAK), out.body().id(0).id(at(0x2010)).toArray());
        } else {
            objects.instance(at(0x2008), at(NODE), out.body().id(at(0x2010)).toArray());
        }
        if (rooted == 0x2030) {
            objects.instance(
                    at(rooted), at(WEAK), out.body().id(at(0x2008)).id(referent).toArray());
        }
        Body inside = out.body();
        inside.instance(at(0x2010), at(ACME), new byte[0]);
        inside.instance(at(0x2018), at(ACME_LOADER), out.body().u1(1).id(0).toArray());
        Body roots = out.body()
                .root(0x05, at(REGISTRY))
                .root(0x05, at(OBJECT))
                .u1(0x01)
                .id(0x7770)
                .id(0x7778);
        if (root >= 0) {
            roots.root(root, at(rooted), rootDetails);
        }
        Body[] inOrder = classesLast
                ? new Body[] {objects, inside, roots, classes}
                : new Body[] {classes, objects, inside, roots};
        Body all = out.body();
        for (Body each : inOrder) {
            if (manySegments) {
                out.segment(each);
            } else {
                all.bytes(each.toArray());
            }
        }
        return manySegments ? out : out.segment(all);
    }

    byte[] bytes() {
        return writer().end().toArray();
    }
}
