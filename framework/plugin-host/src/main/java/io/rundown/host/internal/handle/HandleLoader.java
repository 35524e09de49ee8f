package io.rundown.host.internal.handle;

import org.jspecify.annotations.Nullable;

/**
 * Holds the one class generated for an extension point. A child of the extension point's own loader, so that the class
 * goes when the extension point goes; what the class needs of the host comes from the host's loader, whatever copy of it
 * the extension point's loader may see.
 */
final class HandleLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    HandleLoader(Class<?> type) {
        super("rundown-handle-" + type.getSimpleName(), type.getClassLoader());
    }

    Class<?> define(String name, byte[] code) {
        return defineClass(name, code, 0, code.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        Class<?> own = ownTypes(name);
        return own != null ? own : super.loadClass(name, resolve);
    }

    private static @Nullable Class<?> ownTypes(String name) {
        for (Class<?> type : HandleCompiler.HOST_TYPES) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
