package io.rundown.leak.internal.hprof;

import java.io.IOException;

/** A file is not a heap dump, or not a whole one. */
public final class BadDumpException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long position;

    BadDumpException(long position, String message) {
        super(message);
        this.position = position;
    }

    /** Where in the file it was seen. */
    long position() {
        return position;
    }
}
