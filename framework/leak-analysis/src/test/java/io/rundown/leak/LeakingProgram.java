package io.rundown.leak;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLStreamHandlerFactory;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A program, and an agent to it, in which a plugin leaks; it dumps itself and ends. */
final class LeakingProgram {

    /** What the tests cannot let happen in their own JVM. */
    enum Leak {
        URL_HANDLER,
        CLASS_FILE_TRANSFORMER,
        UPCALL_STUB
    }

    private static @Nullable Instrumentation instrumentation;

    private LeakingProgram() {}

    /** Runs before {@link #main} if the JVM is started with this as an agent. */
    public static void premain(@Nullable String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Takes the folder of the plugin's classes, what to leak, and where to dump to. */
    public static void main(String[] arguments) throws Exception {
        leak(LeakedLoaders.compiled(Path.of(arguments[0])), Leak.valueOf(arguments[1]));
        instrumentation = null;
        Oracle.dump(Path.of(arguments[2]));
    }

    private static void leak(LeakedLoaders leaked, Leak leak) throws Exception {
        try (URLClassLoader loader = leaked.loader()) {
            switch (leak) {
                case URL_HANDLER ->
                    URL.setURLStreamHandlerFactory((URLStreamHandlerFactory) LeakedLoaders.create(loader, "Handlers"));
                case CLASS_FILE_TRANSFORMER ->
                    Objects.requireNonNull(instrumentation)
                            .addTransformer((ClassFileTransformer) LeakedLoaders.create(loader, "Spy"));
                case UPCALL_STUB -> makeCallableByNativeCode((Runnable) LeakedLoaders.create(loader, "Nothing"));
            }
        }
    }

    /** For good. By reflection, as this is compiled for a Java that does not have it. */
    private static void makeCallableByNativeCode(Runnable task) throws ReflectiveOperationException {
        Class<?> linker = Class.forName("java.lang.foreign.Linker");
        Class<?> option = Class.forName("java.lang.foreign.Linker$Option");
        Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
        Class<?> layout = Class.forName("java.lang.foreign.MemoryLayout");
        Class<?> arena = Class.forName("java.lang.foreign.Arena");
        MethodHandle run = MethodHandles.publicLookup()
                .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                .bindTo(task);
        linker.getMethod("upcallStub", MethodHandle.class, descriptor, arena, option.arrayType())
                .invoke(
                        linker.getMethod("nativeLinker").invoke(null),
                        run,
                        descriptor.getMethod("ofVoid", layout.arrayType()).invoke(null, Array.newInstance(layout, 0)),
                        arena.getMethod("global").invoke(null),
                        Array.newInstance(option, 0));
    }
}
