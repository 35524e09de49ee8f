package io.rundown.host.internal.handle;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.V17;

import io.rundown.Guard;
import io.rundown.host.internal.handle.HandleShape.Forwarded;
import java.lang.reflect.Method;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * Writes the class of a handle. Every forwarded method comes out as
 *
 * <pre>{@code
 * Gate gate = ...;
 * Guard guard = ...;                                               // or it throws what refuses
 * try {
 *     ClassLoader before = gate.swapContextLoader();               // if the builder asked for it
 *     try {
 *         if (argument instanceof LentHandle) {                    // for what may be one
 *             argument = (Session) LentHandle.unwrap(argument, gate);
 *         }
 *         Rule result = ((Point) target).method(argument);
 *         return (Rule) Gate.lend(result, gate, Rule.class);       // or AsyncResults.hold, or as it is
 *     } finally {
 *         Gate.restoreContextLoader(before);
 *     }
 * } finally {
 *     guard.close();
 * }
 * }</pre>
 *
 * No reflection, no boxing, no allocation, as long as nothing has to be wrapped. The subclasses say how to come in.
 */
abstract class HandleWriter {

    static final Type OBJECT = Type.getType(Object.class);
    static final Type GATE = Type.getType(Gate.class);
    static final Type GUARD = Type.getType(Guard.class);
    static final Type LENT_HANDLE = Type.getType(LentHandle.class);

    private static final Type VOID = Type.VOID_TYPE;
    private static final Type CLASS = Type.getType(Class.class);
    private static final Type STRING = Type.getType(String.class);
    private static final Type LOADER = Type.getType(ClassLoader.class);
    private static final Type ASYNC_RESULTS = Type.getType(AsyncResults.class);
    private static final Type UNSUPPORTED = Type.getType(UnsupportedOperationException.class);

    final HandleShape shape;
    final Type type;
    final String self;
    final ClassWriter out = new FlatClassWriter();
    private final boolean contextLoader;

    HandleWriter(HandleShape shape, String className, boolean contextLoader) {
        this.shape = shape;
        this.type = Type.getType(shape.type());
        this.self = className.replace('.', '/');
        this.contextLoader = contextLoader;
    }

    final byte[] write() {
        String[] interfaces = shape.type().isInterface() ? new String[] {type.getInternalName()} : null;
        int access = ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC;
        out.visit(V17, access, self, null, parent().getInternalName(), interfaces);
        writeOwnParts();
        shape.forwarded().forEach(this::writeForwarding);
        shape.blocked().forEach(this::writeBlocked);
        out.visitEnd();
        return out.toByteArray();
    }

    // ------------------------------------------------------------------------ what subclasses say

    abstract Type parent();

    /** Fields, constructor, and what the handle answers itself. */
    abstract void writeOwnParts();

    /** Stores the gate and the guard, or throws what refuses. */
    abstract void writeEntering(MethodCode code, int gate, int guard);

    /** Loads the object to call. */
    abstract void writeTarget(MethodCode code, int gate);

    // ------------------------------------------------------------------------ a forwarded method

    private void writeForwarding(Forwarded forwarded) {
        Method method = forwarded.method();
        MethodCode code = MethodCode.begin(out, ACC_PUBLIC, method);
        int gate = firstLocal(method);
        int guard = gate + 1;
        Label from = new Label();
        Label to = new Label();
        Label failed = new Label();
        writeEntering(code, gate, guard);
        if (contextLoader) {
            writeBodyInContext(code, forwarded, gate, guard + 1, failed);
        } else {
            code.handler(from, to, failed);
            code.label(from);
            writeBody(code, forwarded, gate);
            code.label(to);
        }
        writeLeaving(code, guard);
        code.instruction(Type.getReturnType(method).getOpcode(IRETURN));
        code.label(failed);
        writeLeaving(code, guard);
        code.instruction(ATHROW);
        code.end();
    }

    private void writeBodyInContext(MethodCode code, Forwarded forwarded, int gate, int before, Label failed) {
        Label from = new Label();
        Label swapped = new Label();
        Label done = new Label();
        Label restored = new Label();
        Label undo = new Label();
        code.handler(swapped, done, undo);
        code.handler(from, restored, failed);
        code.label(from);
        code.load(gate);
        code.call(GATE, "swapContextLoader", LOADER);
        code.store(before);
        code.label(swapped);
        writeBody(code, forwarded, gate);
        code.label(done);
        writeRestoring(code, before);
        Label behind = new Label();
        code.jump(GOTO, behind);
        code.label(undo);
        writeRestoring(code, before);
        code.instruction(ATHROW);
        code.label(restored);
        code.label(behind);
    }

    private static void writeRestoring(MethodCode code, int before) {
        code.load(before);
        code.callStatic(GATE, "restoreContextLoader", VOID, LOADER);
    }

    private void writeBody(MethodCode code, Forwarded forwarded, int gate) {
        Method method = forwarded.method();
        writeUnwrapping(code, method, gate);
        writeTarget(code, gate);
        code.cast(type);
        int local = 1;
        for (Type argument : Type.getArgumentTypes(method)) {
            code.load(argument.getOpcode(ILOAD), local);
            local += argument.getSize();
        }
        boolean isInterface = shape.type().isInterface();
        code.invoke(
                isInterface ? INVOKEINTERFACE : INVOKEVIRTUAL,
                type,
                method.getName(),
                Type.getMethodDescriptor(method),
                isInterface);
        writeResult(code, forwarded, gate);
    }

    /** In place of a handle that the plugin has lent itself it gets its own object back. */
    private static void writeUnwrapping(MethodCode code, Method method, int gate) {
        int local = 1;
        for (Class<?> parameter : method.getParameterTypes()) {
            Type argument = Type.getType(parameter);
            if (mayTakeHandle(parameter)) {
                Label plain = new Label();
                code.load(local);
                code.isInstance(LENT_HANDLE);
                code.jump(IFEQ, plain);
                code.load(local);
                code.cast(LENT_HANDLE);
                code.load(gate);
                code.callStatic(LENT_HANDLE, "unwrap", OBJECT, LENT_HANDLE, GATE);
                code.cast(argument);
                code.store(local);
                code.label(plain);
            }
            local += argument.getSize();
        }
    }

    private static boolean mayTakeHandle(Class<?> parameter) {
        return parameter == Object.class || (parameter.isInterface() && ResultShape.isAccessible(parameter));
    }

    private void writeResult(MethodCode code, Forwarded forwarded, int gate) {
        ResultShape result = forwarded.result();
        if (result.kind() == ResultShape.Kind.PLAIN) {
            return;
        }
        Type declared = Type.getType(result.declared());
        if (result.declared() != forwarded.method().getReturnType()) {
            code.cast(declared);
        }
        code.load(gate);
        code.constant(result.lentAs());
        if (result.kind() == ResultShape.Kind.PROMISED) {
            code.constant(HandleNames.method(shape.type(), forwarded.method()));
            code.callStatic(ASYNC_RESULTS, "hold", declared, declared, GATE, CLASS, STRING);
        } else {
            code.callStatic(GATE, "lend", OBJECT, OBJECT, GATE, CLASS);
            code.cast(declared);
        }
    }

    private static void writeLeaving(MethodCode code, int guard) {
        code.load(guard);
        code.invoke(INVOKEINTERFACE, GUARD, "close", "()V", true);
    }

    private void writeBlocked(Method method) {
        MethodCode code = MethodCode.begin(out, ACC_PROTECTED, method);
        code.newObject(UNSUPPORTED);
        code.instruction(DUP);
        code.constant(method.getName() + " is for the extension itself; a handle does not forward it");
        code.callConstructor(UNSUPPORTED.getInternalName(), Type.getType(String.class));
        code.instruction(ATHROW);
        code.end();
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
