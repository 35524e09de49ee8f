package io.rundown.host.internal.handle;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.RETURN;

import org.objectweb.asm.Type;

/**
 * Writes the class of a lent object's handle, which comes in by the gate of the object's own generation or not at all:
 *
 * <pre>{@code
 * Gate gate = lent.gate();
 * Guard guard = lent.enter();
 * }</pre>
 */
final class LentHandleWriter extends HandleWriter {

    private static final Type LENT_OBJECT = Type.getType(LentObject.class);

    LentHandleWriter(HandleShape shape, String className, boolean contextLoader) {
        super(shape, className, contextLoader);
    }

    @Override
    Type parent() {
        return LENT_HANDLE;
    }

    /** Object's methods are its parent's. */
    @Override
    void writeOwnParts() {
        MethodCode code = MethodCode.begin(out, ACC_PUBLIC, "<init>", Type.VOID_TYPE, LENT_OBJECT);
        code.load(0);
        code.load(1);
        code.callConstructor(LENT_HANDLE.getInternalName(), LENT_OBJECT);
        code.instruction(RETURN);
        code.end();
    }

    @Override
    void writeEntering(MethodCode code, int gate, int guard) {
        loadLent(code);
        code.call(LENT_OBJECT, "gate", GATE);
        code.store(gate);
        loadLent(code);
        code.call(LENT_OBJECT, "enter", GUARD);
        code.store(guard);
    }

    @Override
    void writeTarget(MethodCode code, int gate) {
        loadLent(code);
        code.call(LENT_OBJECT, "target", OBJECT);
    }

    private static void loadLent(MethodCode code) {
        code.loadOwn(LENT_HANDLE.getInternalName(), "lent", LENT_OBJECT);
    }
}
