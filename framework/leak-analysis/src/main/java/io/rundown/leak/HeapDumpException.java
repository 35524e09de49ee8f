package io.rundown.leak;

import java.io.IOException;

/** A heap dump cannot be made or read. The message says why, where in the file, and what to do. */
public final class HeapDumpException extends IOException {

    private static final long serialVersionUID = 1L;

    HeapDumpException(String message) {
        super(message);
    }

    HeapDumpException(String message, Throwable cause) {
        super(message, cause);
    }
}
