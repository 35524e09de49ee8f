package io.rundown.demo.session;

/** Something that whoever asked can put right; the message says how. Shown as one line, without a stack trace. */
public final class UserMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what is wrong, and what to do
     */
    public UserMistake(String message) {
        super(message);
    }
}
