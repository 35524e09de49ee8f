package io.rundown.leak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** What the application keeps: each way is planted, found in a dump of this JVM, and told. */
class LeaksByTheApplicationTest extends PlantedLeaks {

    @Test
    void aListenerInAMap() throws Exception {
        WeakReference<ClassLoader> loader =
                plant(in -> Application.LISTENERS.put("my-listener", LeakedLoaders.create(in, "Nothing")));
        assertTold(
                leak(loader),
                LeakKind.COLLECTION,
                "static field io.rundown.leak.Application.LISTENERS[\"my-listener\"] -> com.acme.Nothing",
                "Take it out");
    }

    @Test
    void aStaticFieldOfTheApplication() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> Application.current = LeakedLoaders.create(in, "Nothing"));
        assertTold(
                leak(loader),
                LeakKind.STATIC_FIELD,
                "static field io.rundown.leak.Application.current -> com.acme.Nothing",
                "Set it to null");
    }

    @Test
    void aKeptExceptionOfAnOwnClass() throws Exception {
        WeakReference<ClassLoader> loader =
                plant(in -> Application.FAILURES.put(7, (Throwable) LeakedLoaders.create(in, "Failure")));
        assertTold(
                leak(loader),
                LeakKind.KEPT_EXCEPTION,
                "static field io.rundown.leak.Application.FAILURES[7] -> com.acme.Failure",
                "keep its text instead");
    }

    @Test
    void aKeptExceptionOfTheJdk_byItsStackTrace() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable fails = (Runnable) LeakedLoaders.create(in, "Fails");
            try {
                fails.run();
            } catch (NullPointerException e) {
                Application.FAILURES.put(7, e);
            }
        });
        assertTold(
                leak(loader),
                LeakKind.KEPT_EXCEPTION,
                "static field io.rundown.leak.Application.FAILURES[7].backtrace",
                "each class that was on the stack");
    }

    /** Which the oracle does not know of. */
    @Test
    void anEmptyArray_byItsClass() throws Exception {
        WeakReference<ClassLoader> loader =
                plant(in -> Application.current = Array.newInstance(in.loadClass("com.acme.Nothing"), 0));
        assertTold(
                LeakAnalysis.ofThisJvm(loader).loaders().get(0),
                LeakKind.STATIC_FIELD,
                "static field io.rundown.leak.Application.current -> com.acme.Nothing[]",
                "Set it to null");
    }

    @Test
    void aClassLoaderBelowIt() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            try (URLClassLoader below = new URLClassLoader("scripts#1", new URL[0], in)) {
                Application.LISTENERS.put("scripts", below);
            }
        });
        assertTold(
                leak(loader),
                LeakKind.COLLECTION,
                "static field io.rundown.leak.Application.LISTENERS[\"scripts\"] -> java.net.URLClassLoader",
                "Take it out");
    }

    @Test
    void anObjectOfAClassLoaderBelowIt() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            try (URLClassLoader below = new URLClassLoader("scripts#1", new URL[0], in)) {
                Application.current =
                        Proxy.newProxyInstance(below, new Class<?>[] {Runnable.class}, (proxy, method, any) -> null);
            }
        });
        assertTold(
                leak(loader),
                LeakKind.STATIC_FIELD,
                "static field io.rundown.leak.Application.current -> jdk.proxy",
                "Set it to null");
    }

    @Test
    void aClassLoaderBelowIt_inAClassOfAnotherClassLoader() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            try (URLClassLoader other = leaked.loader("other#1");
                    URLClassLoader below = new URLClassLoader("scripts#1", new URL[0], in)) {
                Object keeper = LeakedLoaders.create(other, "Keeper");
                keeper.getClass().getField("kept").set(null, below);
                Application.current = keeper;
            }
        });
        assertTold(
                leak(loader),
                LeakKind.STATIC_FIELD,
                "static field io.rundown.leak.Application.current, its class.kept (static) -> java.net.URLClassLoader",
                "Set it to null");
    }

    @Test
    void aValueOfAClassValue_isNotInDumps() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {
            Runnable remembers = (Runnable) LeakedLoaders.create(in, "Remembers");
            remembers.run();
            later((ClassValue<?>) remembers, each -> each.remove(String.class));
        });
        LoaderLeak leak = leak(loader);
        assertThat(leak.strong()).isFalse();
        assertThat(leak.paths()).isEmpty();
        assertThat(leak.note()).contains("The dump shows no strong path to it", "ClassValue");
    }

    @Test
    void whatNobodyHolds_isFreedByTheDump() throws Exception {
        WeakReference<ClassLoader> loader = plant(in -> {});
        assertThat(LeakAnalysis.ofThisJvm(loader).conclusion()).startsWith("It is gone: ");
    }
}
