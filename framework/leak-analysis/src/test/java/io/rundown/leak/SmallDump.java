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

    private long at(long id) {
        return id + shift;
    }

    HprofWriter writer() {
        out.loadClass(at(OBJECT), "java/lang/Object");
        out.loadClass(at(LOADER), "java/lang/ClassLoader");
        out.loadClass(at(REFERENCE), "java/lang/ref/Reference");
        out.loadClass(at(WEAK), "java/lang/ref/WeakReference");
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
        classes.type(at(REGISTRY), at(OBJECT), 0, new Field[] {object("held", at(0x2000))});
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
        Body inside = out.body();
        inside.instance(at(0x2010), at(ACME), new byte[0]);
        inside.instance(at(0x2018), at(ACME_LOADER), out.body().u1(1).id(0).toArray());
        Body roots = out.body()
                .root(0x05, at(REGISTRY))
                .root(0x05, at(OBJECT))
                .u1(0x01)
                .id(0x7770)
                .id(0x7778);
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
