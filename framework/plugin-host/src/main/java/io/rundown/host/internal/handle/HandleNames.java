package io.rundown.host.internal.handle;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;

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

    /** How reports call a method of an extension point, as in {@code PriceRule.price}. */
    static String method(Class<?> type, Method method) {
        return type.getSimpleName() + "." + method.getName();
    }

    /**
     * The method through which a thread first came in, likewise; empty if none is there.
     *
     * @param wanted simple names of the types to look for first; a stack may lead through handles of other plugins
     */
    static String outermostMethod(List<StackTraceElement> stack, Set<String> wanted) {
        String outermost = "";
        for (StackTraceElement frame : stack) {
            outermost = isHandle(frame) ? method(frame) : outermost;
        }
        String ofWanted = "";
        for (StackTraceElement frame : stack) {
            ofWanted = isHandle(frame) && wanted.contains(typeOf(frame.getClassName())) ? method(frame) : ofWanted;
        }
        return ofWanted.isEmpty() ? outermost : ofWanted;
    }

    /** The method that a thread was about to enter; empty if none is there. */
    static String innermostMethod(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(HandleNames::isHandle)
                .findFirst()
                .map(HandleNames::method)
                .orElse("");
    }

    private static boolean isHandle(StackTraceElement frame) {
        return frame.getClassName().startsWith(PACKAGE);
    }

    private static String method(StackTraceElement frame) {
        return typeOf(frame.getClassName()) + "." + frame.getMethodName();
    }
}
