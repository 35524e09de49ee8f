package io.rundown.demo.session;

import io.rundown.host.PluginHost;
import io.rundown.host.model.LoadReport;
import io.rundown.host.model.PluginLoadException;
import io.rundown.leak.LeakAnalysis;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host with plugins, and a folder of its own for everything that they and it write. Both are gone when it closes, also
 * when the process is interrupted.
 */
public final class Session implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private static final String LEDGER_FOLDER = "rundown.sample.ledger.dir";

    private final Path folder;
    private final PluginHost host;
    private final Thread atExit = new Thread(this::endAtExit, "rundown-demo-exit");
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Set by whichever session's hook is first, read by whoever has a failure to tell. */
    private static volatile boolean processEnds;

    private Session(Path folder, PluginHost host) {
        this.folder = folder;
        this.host = host;
    }

    /**
     * Makes a host without plugins.
     *
     * @throws UserMistake if there is no place for its files
     */
    public static Session open() {
        return open(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Session open(Path temporary) {
        try {
            Path folder = Files.createTempDirectory(temporary, "rundown-demo-");
            if (System.getProperty(LEDGER_FOLDER) == null) {
                System.setProperty(LEDGER_FOLDER, folder.resolve("ledger").toString());
            }
            PluginHost host = PluginHost.builder()
                    .workDirectory(folder.resolve("plugins"))
                    .leakExplainer(LeakAnalysis::explain)
                    .build();
            Session session = new Session(folder, host);
            Runtime.getRuntime().addShutdownHook(session.atExit);
            return session;
        } catch (IOException e) {
            throw new UserMistake("No folder for temporary files can be made in '" + temporary + "': " + e
                    + "; java -Djava.io.tmpdir=DIR names another place");
        }
    }

    /**
     * Loads a folder of plugins; those that cannot be loaded are named, a line each.
     *
     * @return whether all could be loaded
     * @throws UserMistake if there is none
     */
    public boolean loadAll(Path plugins, PrintWriter err) {
        LoadReport report = host.loadAll(plugins);
        report.failures().forEach(each -> err.println(Mistakes.oneLine(each.getMessage())));
        err.flush();
        if (report.loaded().isEmpty() && report.failures().isEmpty()) {
            throw new UserMistake("There is no plugin in '" + plugins + "': no .jar, no .zip, no folder");
        }
        return report.failures().isEmpty();
    }

    /**
     * Loads a folder of plugins that has to have certain ones.
     *
     * @throws PluginLoadException if one cannot be loaded
     * @throws UserMistake if one is missing
     */
    public void loadAll(Path plugins, List<String> required) {
        host.loadAll(plugins).orThrow();
        for (String id : required) {
            if (host.status().plugin(id).isEmpty()) {
                throw new UserMistake("There is no plugin '" + id + "' in '" + plugins + "'; needed are "
                        + String.join(", ", required));
            }
        }
    }

    /** The host. */
    public PluginHost host() {
        return host;
    }

    /** Where a plugin that is loaded came from. */
    public static Path fileOf(PluginHost host, String id) {
        return host.status().plugin(id).orElseThrow().file();
    }

    Path folder() {
        return folder;
    }

    /**
     * Whether this process has been told to end, as by Ctrl-C. The host is then closed under the hands of whoever works
     * with it: a failure that comes of that is nobody's mistake and no fault.
     */
    public static boolean processEnds() {
        return processEnds;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            log.debug("The process is going down already, and the hook has nothing left to do", e);
        }
    }

    private void endAtExit() {
        processEnds = true;
        end();
    }

    /**
     * Of two threads that come here one ends everything, and the other waits for it: the process halts as soon as its hook
     * is done.
     */
    void end() {
        if (!ending.compareAndSet(false, true)) {
            awaitEnd();
            return;
        }
        try {
            host.close();
            deleteFolder();
        } finally {
            ended.countDown();
        }
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteFolder() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder '" + folder + "' is left over", e);
        }
    }
}
