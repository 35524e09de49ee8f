package io.rundown.benchmarks.leak.dumped;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Fills its heap, leaks a class loader, and dumps what lives. A program of its own, so that nothing else is in the dump;
 * prints the milliseconds that each dump took, a line each.
 */
public final class DumpProgram {

    /** The system property with the path of the dump, which is written over. */
    public static final String FILE = "leak.dump";

    /** The system property with the number of customers. */
    public static final String CUSTOMERS = "leak.customers";

    /** The system property that says how often to dump. */
    public static final String TIMES = "leak.times";

    /** The class of the loader that leaks, of which there is one object. */
    public static final String LEAKING = PluginLoader.Leaking.class.getName();

    /** The class that only the leaking loader has loaded, and of which there is one object. */
    public static final String FORGOTTEN = DumpProgram.class.getPackageName() + ".plugin.Forgotten";

    private static final String REMINDER = DumpProgram.class.getPackageName() + ".plugin.Reminder";
    private static final int LIVING_LOADERS = 20;

    private DumpProgram() {}

    /** Takes no arguments but the properties. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path file = Path.of(System.getProperty(FILE));
        Application.shop = new Shop(Integer.getInteger(CUSTOMERS));
        for (int i = 0; i < LIVING_LOADERS; i++) {
            PluginLoader loader = new PluginLoader("living-" + i);
            Application.LOADERS.add(loader);
            Application.REMINDERS.put(loader.getName(), loader.make(REMINDER));
        }
        Application.REMINDERS.put("forgotten", new PluginLoader.Leaking().make(FORGOTTEN));
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        for (int i = 0; i < Integer.getInteger(TIMES); i++) {
            Files.deleteIfExists(file);
            long start = System.nanoTime();
            jvm.dumpHeap(file.toString(), true);
            System.out.printf(Locale.ROOT, "%f%n", (System.nanoTime() - start) / 1e6);
        }
    }
}
