package io.rundown.host.model;

/**
 * A plugin's own call, or a callback of an operation, asked, and wanted to wait, for something that has to wait for that
 * very call. Nothing has changed.
 */
public final class SelfUnloadException extends PluginException {

    private static final long serialVersionUID = 1L;

    /**
     * Made by the host.
     *
     * @param operation what was asked for, as in "unload of 'tax'"
     * @param inside where the calling thread is, as in "plugin 'tax'" or "the load of 'tax'"
     * @param wayOut what to do instead
     */
    public SelfUnloadException(String operation, String inside, String wayOut) {
        super(
                "The " + operation + " was asked for by thread '"
                        + Thread.currentThread().getName() + "' from inside " + inside
                        + ", and would wait for itself; " + wayOut,
                null);
    }
}
