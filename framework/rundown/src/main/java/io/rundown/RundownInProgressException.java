package io.rundown;

/**
 * Thrown by {@link RundownProtection#acquire()} when rundown has begun: the protected object is going away or gone.
 */
public final class RundownInProgressException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RundownInProgressException(RundownProtection.State state) {
        super("Rundown protection refused on thread '" + Thread.currentThread().getName() + "': it is " + state);
    }
}
