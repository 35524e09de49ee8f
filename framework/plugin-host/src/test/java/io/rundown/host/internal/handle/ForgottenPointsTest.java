package io.rundown.host.internal.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rundown.host.model.PluginUnavailableException;
import io.rundown.host.model.WhenUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Extension points that plugins bring along, and take with them when they go. */
class ForgottenPointsTest {

    private final HandleCompiler compiler = new HandleCompiler(false);
    private final Gates gates = new Gates(
            compiler,
            (name, body) -> {
                throw new AssertionError("Nothing here runs in the background: " + name);
            },
            false);
    private final Slot slot = new Slot("top");
    private int generations;

    /** A plugin with an extension point of its own. */
    private static final class Exporter extends ClassLoader {

        Exporter() {
            super(ForgottenPointsTest.class.getClassLoader());
        }

        Class<?> point() throws IOException {
            try (InputStream in =
                    Objects.requireNonNull(ExportedPoint.class.getResourceAsStream("ExportedPoint.class"))) {
                byte[] code = in.readAllBytes();
                return defineClass(ExportedPoint.class.getName(), code, 0, code.length);
            }
        }
    }

    private Object publishAndAsk(Class<?> point) {
        Object extension = Proxy.newProxyInstance(
                point.getClassLoader(), new Class<?>[] {point}, (proxy, method, arguments) -> "answer");
        Gate gate = gates.open("top", "1.0.0", ++generations, point.getClassLoader());
        gate.furnish(List.of(new Ranked<>(extension, 0)));
        slot.publish(gate);
        return slot.handles(point, WhenUnavailable.refuse(), compiler).get(0).value();
    }

    private void forget(Class<?> point) {
        compiler.forget(point.getClassLoader());
        slot.forget(point.getClassLoader());
    }

    private static Object call(Class<?> point, Object handle) throws Throwable {
        try {
            return point.getMethod("work").invoke(handle);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void pointsThatCameAndWent_leaveNothingBehind() throws Throwable {
        for (int i = 0; i < 20; i++) {
            Class<?> point = new Exporter().point();
            assertThat(call(point, publishAndAsk(point))).isEqualTo("answer");
            forget(point);
        }

        Field references = Slot.class.getDeclaredField("refs");
        references.setAccessible(true);
        assertThat((List<?>) references.get(slot)).hasSize(1);
    }

    @Test
    void aHandleForAPointThatWent_refuses_alsoWhenAnotherHasItsPlace() throws Throwable {
        List<Class<?>> points = new ArrayList<>();
        List<Object> handles = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Class<?> point = new Exporter().point();
            points.add(point);
            handles.add(publishAndAsk(point));
            if (i < 2) {
                forget(point);
            }
        }

        assertThat(call(points.get(2), handles.get(2))).isEqualTo("answer");
        for (int i = 0; i < 2; i++) {
            Class<?> gone = points.get(i);
            Object stale = handles.get(i);
            assertThatThrownBy(() -> call(gone, stale)).isInstanceOf(PluginUnavailableException.class);
        }
    }
}
