package io.rundown.leak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands for an application: what leaked code is held by. */
public final class Application {

    /** By name. */
    public static final Map<String, Object> LISTENERS = new ConcurrentHashMap<>();

    /** In order. */
    public static final List<Object> HISTORY = new ArrayList<>();

    /** What went wrong. */
    public static final Map<Integer, Throwable> FAILURES = new HashMap<>();

    /** One. */
    public static volatile @Nullable Object current;

    /** Where a value of leaked code is put. */
    public static final ThreadLocal<@Nullable Object> LINE = new ThreadLocal<>();

    private Application() {}

    static void forget() {
        LISTENERS.clear();
        HISTORY.clear();
        FAILURES.clear();
        current = null;
    }
}
