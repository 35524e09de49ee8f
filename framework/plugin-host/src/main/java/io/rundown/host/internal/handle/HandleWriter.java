package io.rundown.host.internal.handle;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ACC_VARARGS;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFNONNULL;
import static org.objectweb.asm.Opcodes.IF_ACMPEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import io.rundown.Guard;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of a handle. Every forwarded method comes out as
 *
 * <pre>{@code
 * Gate gate = slot.gate();
 * Guard guard;
 * while ((guard = gate.tryEnter()) == null) {
 *     gate = slot.gateAfterRefusal(gate);
 * }
 * try {
 *     return ((PriceRule) gate.target(ref)).price(order);
 * } finally {
 *     guard.close();
 * }
 * }</pre>
 *
 * with the result passed through {@link AsyncResults} where it completes later. No reflection, no boxing, no allocation.
 */
final class HandleWriter {

    private static final Type VOID = Type.VOID_TYPE;
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type GATE = Type.getType(Gate.class);
    private static final Type SLOT = Type.getType(Slot.class);
    private static final Type REF = Type.getType(ExtensionRef.class);
    private static final Type GUARD = Type.getType(Guard.class);
    private static final Type UNSUPPORTED = Type.getType(UnsupportedOperationException.class);

    private final HandleShape shape;
    private final Type type;
    private final String self;
    private final String parent;
    private final ClassWriter out = new FlatClassWriter();

    HandleWriter(HandleShape shape, String className) {
        this.shape = shape;
        this.type = Type.getType(shape.type());
        this.self = className.replace('.', '/');
        this.parent = (shape.type().isInterface() ? OBJECT : type).getInternalName();
    }

    byte[] write() {
        String[] interfaces = shape.type().isInterface() ? new String[] {type.getInternalName()} : null;
        out.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC, self, null, parent, interfaces);
        out.visitField(ACC_PRIVATE | ACC_FINAL, "slot", SLOT.getDescriptor(), null, null);
        out.visitField(ACC_PRIVATE | ACC_FINAL, "ref", REF.getDescriptor(), null, null);
        writeConstructor();
        writeEquals();
        writeAskingRef("hashCode", Type.INT_TYPE, IRETURN);
        writeAskingRef("toString", Type.getType(String.class), ARETURN);
        shape.forwarded().forEach(this::writeForwarding);
        shape.blocked().forEach(this::writeBlocked);
        out.visitEnd();
        return out.toByteArray();
    }

    private void writeConstructor() {
        MethodVisitor code = begin(ACC_PUBLIC, "<init>", VOID, REF);
        code.visitVarInsn(ALOAD, 0);
        code.visitMethodInsn(INVOKESPECIAL, parent, "<init>", "()V", false);
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitFieldInsn(PUTFIELD, self, "ref", REF.getDescriptor());
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        call(code, REF, "slot", SLOT);
        code.visitFieldInsn(PUTFIELD, self, "slot", SLOT.getDescriptor());
        code.visitInsn(RETURN);
        end(code);
    }

    /** Identity, as there is one handle for one reference. */
    private void writeEquals() {
        MethodVisitor code = begin(ACC_PUBLIC, "equals", Type.BOOLEAN_TYPE, OBJECT);
        Label same = new Label();
        code.visitVarInsn(ALOAD, 0);
        code.visitVarInsn(ALOAD, 1);
        code.visitJumpInsn(IF_ACMPEQ, same);
        code.visitInsn(ICONST_0);
        code.visitInsn(IRETURN);
        code.visitLabel(same);
        code.visitInsn(ICONST_1);
        code.visitInsn(IRETURN);
        end(code);
    }

    /** The reference answers in place of the plugin. */
    private void writeAskingRef(String name, Type result, int returnCode) {
        MethodVisitor code = begin(ACC_PUBLIC, name, result);
        load(code, "ref", REF);
        call(code, OBJECT, name, result);
        code.visitInsn(returnCode);
        end(code);
    }

    private void writeForwarding(Method method) {
        MethodVisitor code = begin(ACC_PUBLIC, method);
        int gate = firstLocal(method);
        int guard = gate + 1;
        writeEntering(code, gate, guard);
        Label from = new Label();
        Label to = new Label();
        Label failed = new Label();
        code.visitTryCatchBlock(from, to, failed, null);
        code.visitLabel(from);
        writeCallOfTarget(code, method, gate);
        writeHoldingAsyncResult(code, method, gate);
        code.visitLabel(to);
        writeLeaving(code, guard);
        code.visitInsn(Type.getReturnType(method).getOpcode(IRETURN));
        code.visitLabel(failed);
        writeLeaving(code, guard);
        code.visitInsn(ATHROW);
        end(code);
    }

    private void writeEntering(MethodVisitor code, int gate, int guard) {
        Label tryGate = new Label();
        Label inside = new Label();
        load(code, "slot", SLOT);
        call(code, SLOT, "gate", GATE);
        code.visitLabel(tryGate);
        code.visitVarInsn(ASTORE, gate);
        code.visitVarInsn(ALOAD, gate);
        call(code, GATE, "tryEnter", GUARD);
        code.visitVarInsn(ASTORE, guard);
        code.visitVarInsn(ALOAD, guard);
        code.visitJumpInsn(IFNONNULL, inside);
        load(code, "slot", SLOT);
        code.visitVarInsn(ALOAD, gate);
        call(code, SLOT, "gateAfterRefusal", GATE, GATE);
        code.visitJumpInsn(GOTO, tryGate);
        code.visitLabel(inside);
    }

    private void writeCallOfTarget(MethodVisitor code, Method method, int gate) {
        code.visitVarInsn(ALOAD, gate);
        load(code, "ref", REF);
        call(code, GATE, "target", OBJECT, REF);
        code.visitTypeInsn(CHECKCAST, type.getInternalName());
        int local = 1;
        for (Type argument : Type.getArgumentTypes(method)) {
            code.visitVarInsn(argument.getOpcode(ILOAD), local);
            local += argument.getSize();
        }
        boolean isInterface = shape.type().isInterface();
        code.visitMethodInsn(
                isInterface ? INVOKEINTERFACE : INVOKEVIRTUAL,
                type.getInternalName(),
                method.getName(),
                Type.getMethodDescriptor(method),
                isInterface);
    }

    private static void writeHoldingAsyncResult(MethodVisitor code, Method method, int gate) {
        Class<?> declared = method.getReturnType();
        if (declared == CompletionStage.class || declared == CompletableFuture.class) {
            Type result = Type.getType(declared);
            String descriptor = Type.getMethodDescriptor(result, result, GATE);
            code.visitVarInsn(ALOAD, gate);
            code.visitMethodInsn(INVOKESTATIC, Type.getInternalName(AsyncResults.class), "hold", descriptor, false);
        }
    }

    private static void writeLeaving(MethodVisitor code, int guard) {
        code.visitVarInsn(ALOAD, guard);
        code.visitMethodInsn(INVOKEINTERFACE, GUARD.getInternalName(), "close", "()V", true);
    }

    private void writeBlocked(Method method) {
        MethodVisitor code = begin(ACC_PROTECTED, method);
        code.visitTypeInsn(NEW, UNSUPPORTED.getInternalName());
        code.visitInsn(DUP);
        code.visitLdcInsn(method.getName() + " is for the extension itself; a handle does not forward it");
        code.visitMethodInsn(INVOKESPECIAL, UNSUPPORTED.getInternalName(), "<init>", "(Ljava/lang/String;)V", false);
        code.visitInsn(ATHROW);
        end(code);
    }

    // ------------------------------------------------------------------------ small change

    private MethodVisitor begin(int access, String name, Type result, Type... arguments) {
        MethodVisitor code = out.visitMethod(access, name, Type.getMethodDescriptor(result, arguments), null, null);
        code.visitCode();
        return code;
    }

    private MethodVisitor begin(int access, Method method) {
        String[] thrown = Arrays.stream(method.getExceptionTypes())
                .map(Type::getInternalName)
                .toArray(String[]::new);
        int varargs = method.isVarArgs() ? ACC_VARARGS : 0;
        MethodVisitor code =
                out.visitMethod(access | varargs, method.getName(), Type.getMethodDescriptor(method), null, thrown);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code) {
        // The writer computes the real sizes.
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void load(MethodVisitor code, String field, Type fieldType) {
        code.visitVarInsn(ALOAD, 0);
        code.visitFieldInsn(GETFIELD, self, field, fieldType.getDescriptor());
    }

    private static void call(MethodVisitor code, Type owner, String name, Type result, Type... arguments) {
        String descriptor = Type.getMethodDescriptor(result, arguments);
        code.visitMethodInsn(INVOKEVIRTUAL, owner.getInternalName(), name, descriptor, false);
    }

    private static int firstLocal(Method method) {
        int local = 1;
        for (Type argument : Type.getArgumentTypes(method)) {
            local += argument.getSize();
        }
        return local;
    }

    /** Code of this writer never merges two different types, so no class has to be loaded to compute frames. */
    private static final class FlatClassWriter extends ClassWriter {

        FlatClassWriter() {
            super(COMPUTE_FRAMES);
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            return OBJECT.getInternalName();
        }
    }
}
