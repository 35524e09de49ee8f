package io.rundown.host.internal.handle;

import java.util.List;

/** How generated handle classes are called, and how to find them again on a stack. */
final class HandleNames {

    private static final String PACKAGE = "io.rundown.host.handles.";
    private static final String EXTENSION = "$Handle";
    private static final String LENT = "$Lent";

    private HandleNames() {}

    static String ofExtension(Class<?> type) {
        return PACKAGE + type.getSimpleName() + EXTENSION;
    }

    static String ofLent(Class<?> type) {
        return PACKAGE + type.getSimpleName() + LENT;
    }

    /** The simple name of the type that a handle class was generated for. */
    static String typeOf(String className) {
        return className.substring(PACKAGE.length(), className.lastIndexOf('$'));
    }

    /** The method through which a thread first came in, as in {@code PriceRule.price}; empty if none is there. */
    static String outermostMethod(List<StackTraceElement> stack) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            String className = stack.get(i).getClassName();
            if (className.startsWith(PACKAGE)) {
                return typeOf(className) + "." + stack.get(i).getMethodName();
            }
        }
        return "";
    }
}
