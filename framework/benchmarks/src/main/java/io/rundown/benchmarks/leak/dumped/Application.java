package io.rundown.benchmarks.leak.dumped;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What lives as long as the program, as applications have it, and where the leak is. */
final class Application {

    static @Nullable Shop shop;

    static final List<PluginLoader> LOADERS = new CopyOnWriteArrayList<>();

    static final Map<String, Runnable> REMINDERS = new ConcurrentHashMap<>();

    private Application() {}
}
