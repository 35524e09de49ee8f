package io.rundown.host.model;

/**
 * Is told what becomes of plugins.
 *
 * <p>Called on the thread of the operation that makes the step, after the step, outside every lock, and for each plugin
 * in the order of its steps. The operation goes on when all listeners have returned. What a listener throws is logged
 * and changes nothing. A listener may add and remove listeners. It may ask the host to change other plugins; an operation
 * that would have to wait for the one that is calling it is refused with a {@link SelfUnloadException}, and its
 * asynchronous form is the way out.
 *
 * <p>The last steps, to {@link GenerationPhase#RECLAIMED} and {@link GenerationPhase#LEAKED}, belong to no operation: they
 * are told on a thread of the host's that watches what has been unloaded, also after the host is closed. It tells one
 * after the other, so a listener that takes its time delays the next.
 */
@FunctionalInterface
public interface PluginListener {

    /**
     * A generation has made a step.
     *
     * @param change what happened
     */
    void phaseChanged(PhaseChange change);
}
