package io.rundown.host.internal.handle;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IF_ACMPEQ;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.RETURN;

import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * Writes the class of an extension's handle, which comes in by whatever gate stands in its slot:
 *
 * <pre>{@code
 * Gate gate = slot.gate();
 * Guard guard = gate.tryEnter();
 * if (guard == null) {
 *     Entry entry = ref.enterAfterRefusal(gate);
 *     gate = entry.gate();
 *     guard = entry.guard();
 * }
 * }</pre>
 */
final class ExtensionHandleWriter extends HandleWriter {

    private static final Type SLOT = Type.getType(Slot.class);
    private static final Type REF = Type.getType(ExtensionRef.class);
    private static final Type ENTRY = Type.getType(Entry.class);

    ExtensionHandleWriter(HandleShape shape, String className, boolean contextLoader) {
        super(shape, className, contextLoader);
    }

    @Override
    Type parent() {
        return shape.type().isInterface() ? OBJECT : type;
    }

    @Override
    void writeOwnParts() {
        out.visitField(ACC_PRIVATE | ACC_FINAL, "slot", SLOT.getDescriptor(), null, null);
        out.visitField(ACC_PRIVATE | ACC_FINAL, "ref", REF.getDescriptor(), null, null);
        writeConstructor();
        writeEquals();
        writeAskingRef("hashCode", Type.INT_TYPE, IRETURN);
        writeAskingRef("toString", Type.getType(String.class), ARETURN);
    }

    private void writeConstructor() {
        MethodCode code = MethodCode.begin(out, ACC_PUBLIC, "<init>", Type.VOID_TYPE, REF);
        code.load(0);
        code.callConstructor(parent().getInternalName());
        code.load(0);
        code.load(1);
        code.putField(self, "ref", REF);
        code.load(0);
        code.load(1);
        code.call(REF, "slot", SLOT);
        code.putField(self, "slot", SLOT);
        code.instruction(RETURN);
        code.end();
    }

    /** Identity, as there is one handle for one reference. */
    private void writeEquals() {
        MethodCode code = MethodCode.begin(out, ACC_PUBLIC, "equals", Type.BOOLEAN_TYPE, OBJECT);
        Label same = new Label();
        code.load(0);
        code.load(1);
        code.jump(IF_ACMPEQ, same);
        code.instruction(ICONST_0);
        code.instruction(IRETURN);
        code.label(same);
        code.instruction(ICONST_1);
        code.instruction(IRETURN);
        code.end();
    }

    /** The reference answers in place of the plugin. */
    private void writeAskingRef(String name, Type result, int returnCode) {
        MethodCode code = MethodCode.begin(out, ACC_PUBLIC, name, result);
        code.loadOwn(self, "ref", REF);
        code.call(OBJECT, name, result);
        code.instruction(returnCode);
        code.end();
    }

    @Override
    void writeEntering(MethodCode code, int gate, int guard) {
        Label inside = new Label();
        code.loadOwn(self, "slot", SLOT);
        code.call(SLOT, "gate", GATE);
        code.store(gate);
        code.load(gate);
        code.call(GATE, "tryEnter", GUARD);
        code.store(guard);
        code.load(guard);
        code.jump(IFNONNULL, inside);
        code.loadOwn(self, "ref", REF);
        code.load(gate);
        code.call(REF, "enterAfterRefusal", ENTRY, GATE);
        code.instruction(DUP);
        code.call(ENTRY, "gate", GATE);
        code.store(gate);
        code.call(ENTRY, "guard", GUARD);
        code.store(guard);
        code.label(inside);
    }

    @Override
    void writeTarget(MethodCode code, int gate) {
        code.load(gate);
        code.loadOwn(self, "ref", REF);
        code.call(GATE, "target", OBJECT, REF);
    }
}
