package io.rundown.host.internal.handle;

import static org.objectweb.asm.Opcodes.ACC_VARARGS;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.PUTFIELD;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** The code of one method while it is being written: the few instructions that handles are made of. */
final class MethodCode {

    private final MethodVisitor out;

    private MethodCode(MethodVisitor out) {
        this.out = out;
        out.visitCode();
    }

    static MethodCode begin(ClassVisitor to, int access, String name, Type result, Type... arguments) {
        return new MethodCode(to.visitMethod(access, name, Type.getMethodDescriptor(result, arguments), null, null));
    }

    /** Begins the override of a method. */
    static MethodCode begin(ClassVisitor to, int access, Method method) {
        String[] thrown = Arrays.stream(method.getExceptionTypes())
                .map(Type::getInternalName)
                .toArray(String[]::new);
        int varargs = method.isVarArgs() ? ACC_VARARGS : 0;
        return new MethodCode(
                to.visitMethod(access | varargs, method.getName(), Type.getMethodDescriptor(method), null, thrown));
    }

    void end() {
        // The writer computes the real sizes.
        out.visitMaxs(0, 0);
        out.visitEnd();
    }

    // ------------------------------------------------------------------------ flow

    void instruction(int opcode) {
        out.visitInsn(opcode);
    }

    void jump(int opcode, Label to) {
        out.visitJumpInsn(opcode, to);
    }

    void label(Label here) {
        out.visitLabel(here);
    }

    /** Handlers that are written down first are asked first. */
    void handler(Label from, Label to, Label handler) {
        out.visitTryCatchBlock(from, to, handler, null);
    }

    // ------------------------------------------------------------------------ values

    void load(int local) {
        out.visitVarInsn(ALOAD, local);
    }

    void load(int opcode, int local) {
        out.visitVarInsn(opcode, local);
    }

    void store(int local) {
        out.visitVarInsn(ASTORE, local);
    }

    /** Loads a type as a value, or null. */
    void constant(@Nullable Class<?> type) {
        if (type == null) {
            out.visitInsn(ACONST_NULL);
        } else {
            out.visitLdcInsn(Type.getType(type));
        }
    }

    void constant(String text) {
        out.visitLdcInsn(text);
    }

    /** Loads a field of the handle itself. */
    void loadOwn(String owner, String field, Type type) {
        load(0);
        out.visitFieldInsn(GETFIELD, owner, field, type.getDescriptor());
    }

    void putField(String owner, String field, Type type) {
        out.visitFieldInsn(PUTFIELD, owner, field, type.getDescriptor());
    }

    void cast(Type type) {
        out.visitTypeInsn(CHECKCAST, type.getInternalName());
    }

    void isInstance(Type type) {
        out.visitTypeInsn(INSTANCEOF, type.getInternalName());
    }

    void newObject(Type type) {
        out.visitTypeInsn(NEW, type.getInternalName());
    }

    // ------------------------------------------------------------------------ calls

    void call(Type owner, String name, Type result, Type... arguments) {
        invoke(INVOKEVIRTUAL, owner, name, Type.getMethodDescriptor(result, arguments), false);
    }

    void callStatic(Type owner, String name, Type result, Type... arguments) {
        invoke(INVOKESTATIC, owner, name, Type.getMethodDescriptor(result, arguments), false);
    }

    void callConstructor(String owner, Type... arguments) {
        out.visitMethodInsn(INVOKESPECIAL, owner, "<init>", Type.getMethodDescriptor(Type.VOID_TYPE, arguments), false);
    }

    void invoke(int opcode, Type owner, String name, String descriptor, boolean isInterface) {
        out.visitMethodInsn(opcode, owner.getInternalName(), name, descriptor, isInterface);
    }
}
