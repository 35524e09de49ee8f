package io.rundown.host.internal.cleanup;

/** Things in words that run no foreign code. */
final class Names {

    private Names() {}

    /** The class alone: a {@code toString} may be foreign. */
    static String of(Object object) {
        return object.getClass().getName();
    }
}
