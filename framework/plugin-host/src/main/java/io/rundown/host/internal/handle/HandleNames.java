package io.rundown.host.internal.handle;

import java.util.List;

/** How generated handle classes are called, and how to find them again on a stack. */
final class HandleNames {

    private static final String PACKAGE = "io.rundown.host.handles.";
    private static final String SUFFIX = "$Handle";

    private HandleNames() {}

    static String classNameFor(Class<?> type) {
        return PACKAGE + type.getSimpleName() + SUFFIX;
    }

    /** The extension method through which a thread first came in, as in {@code PriceRule.price}; empty if none is there. */
    static String outermostMethod(List<StackTraceElement> stack) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            String className = stack.get(i).getClassName();
            if (className.startsWith(PACKAGE)) {
                return className.substring(PACKAGE.length(), className.length() - SUFFIX.length()) + "."
                        + stack.get(i).getMethodName();
            }
        }
        return "";
    }
}
