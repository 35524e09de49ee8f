package io.rundown.host.model;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * An exception told in words. Reports keep these in place of the exception itself, whose class may be the plugin's and
 * would keep its class loader alive.
 *
 * @param type the exception's class name
 * @param message its message, or an empty string
 * @param stackTrace as {@link Throwable#printStackTrace()} prints it
 */
public record Failure(String type, String message, String stackTrace) {

    /**
     * Tells an exception in words. An exception that fails while being asked is told by its type.
     *
     * @param thrown the exception
     * @return what it said
     */
    public static Failure of(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            String message = thrown.getMessage();
            return new Failure(type, message == null ? "" : message, trace.toString());
        } catch (Throwable unspeakable) { // checked exceptions can be thrown where none are declared
            return new Failure(
                    type,
                    "",
                    "(its own methods failed: " + unspeakable.getClass().getName() + ")");
        }
    }

    /** The type and the message in one line. */
    @Override
    public String toString() {
        return message.isEmpty() ? type : type + ": " + message;
    }
}
