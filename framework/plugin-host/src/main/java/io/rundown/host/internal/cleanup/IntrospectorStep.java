package io.rundown.host.internal.cleanup;

import io.rundown.host.model.CleanUpPolicy.Act;
import io.rundown.host.model.Leftover.Kind;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caches of {@link Introspector}. What it has found out about a bean by itself it holds softly, what a
 * {@link BeanInfo} of the plugin's has told it for good. There is one cache for each group of threads, which only a thread
 * of the group reaches. Nobody can see what is in them, so nothing is told.
 */
final class IntrospectorStep implements Step {

    /** How long a flush in another group may take; it runs no foreign code. */
    private static final long LIMIT_MILLIS = 1_000;

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.INTROSPECTOR);
    }

    @Override
    public void run(DepartingPlugin plugin, Findings findings) throws InterruptedException {
        if (findings.act(Kind.INTROSPECTOR) != Act.CLEAN || !JdkModules.has("java.desktop")) {
            return;
        }
        @Nullable Collection<Class<?>> defined = plugin.defined();
        flush(defined);
        if (plugin.mayHave(BeanInfo.class)) {
            flushInOtherGroups(defined);
        }
    }

    /** All, if the plugin's classes are not known: they are caches, after all. */
    private static void flush(@Nullable Collection<Class<?>> defined) {
        if (defined == null) {
            Introspector.flushCaches();
        } else {
            defined.forEach(Introspector::flushFromCaches);
        }
    }

    private static void flushInOtherGroups(@Nullable Collection<Class<?>> defined) throws InterruptedException {
        ThreadGroup own = Thread.currentThread().getThreadGroup();
        ThreadGroup top = own;
        while (top.getParent() != null) {
            top = top.getParent();
        }
        ThreadGroup[] below = new ThreadGroup[top.activeGroupCount() + 8];
        int count = top.enumerate(below);
        flushIn(top, own, defined);
        for (int i = 0; i < count; i++) {
            flushIn(below[i], own, defined);
        }
    }

    private static void flushIn(ThreadGroup group, ThreadGroup own, @Nullable Collection<Class<?>> defined)
            throws InterruptedException {
        if (group == own) {
            return;
        }
        Thread thread = new Thread(group, () -> flush(defined), "rundown-introspector", 0, false);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (IllegalThreadStateException destroyed) { // possible before Java 19; its cache goes with it
            return;
        }
        thread.join(LIMIT_MILLIS);
    }
}
