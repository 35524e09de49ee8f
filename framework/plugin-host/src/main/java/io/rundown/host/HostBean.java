package io.rundown.host;

import io.rundown.host.jmx.GenerationData;
import io.rundown.host.jmx.PluginData;
import io.rundown.host.jmx.PluginHostMXBean;
import io.rundown.host.model.CallInside;
import io.rundown.host.model.Durations;
import io.rundown.host.model.Failure;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.HostStatus;
import io.rundown.host.model.LoadedPlugin;
import io.rundown.host.model.Reclamation;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What JMX clients can see of a host and do with it. */
final class HostBean implements PluginHostMXBean {

    private final PluginHost host;
    private final HostCore core;

    HostBean(PluginHost host, HostCore core) {
        this.host = host;
        this.core = core;
    }

    // ------------------------------------------------------------------------ looking

    @Override
    public List<GenerationData> getGenerations() {
        HostStatus status = host.status();
        return Stream.<GenerationData>concat(
                        status.current().stream().map(each -> new HostBeanData.Generation(each, true)),
                        status.retiring().stream().map(each -> new HostBeanData.Generation(each, false)))
                .toList();
    }

    @Override
    public List<PluginData> getPlugins() {
        return host.status().totals().stream()
                .<PluginData>map(HostBeanData.Plugin::new)
                .toList();
    }

    @Override
    public List<String> getInFlight() {
        return core.world().allDependentsFirst().stream()
                .flatMap(each -> counted(each).stream())
                .toList();
    }

    /** Clients read attributes every few seconds, and a stack costs its thread a pause. */
    private static Optional<String> counted(Generation generation) {
        long inside = generation.gate().protection().held();
        return inside == 0
                ? Optional.empty()
                : Optional.of(generation + ": " + inside + " inside, "
                        + generation.gate().protection().heldTransferable() + " of them asynchronous");
    }

    @Override
    public List<String> inFlight(String pluginId) {
        return told(() -> core.generationsOf(pluginId).stream()
                .flatMap(each -> lines(each).stream())
                .toList());
    }

    private static List<String> lines(Generation generation) {
        Inside inside = generation.inside();
        List<String> lines = new ArrayList<>();
        for (CallInside each : inside.calls()) {
            lines.add(generation + ": " + each);
            each.stack().forEach(frame -> lines.add("    at " + frame));
            each.enteredAt().forEach(frame -> lines.add("    from " + frame));
        }
        if (inside.unnamed() > 0) {
            lines.add(generation + ": " + inside.unnamed() + " asynchronous calls of which no more is known");
        }
        return lines;
    }

    @Override
    public List<String> getUnreclaimed() {
        return host.unreclaimed().stream().map(Reclamation::toString).toList();
    }

    @Override
    public List<String> unreclaimed(String pluginId) {
        return host.unreclaimed().stream()
                .filter(each -> each.pluginId().equals(pluginId))
                .flatMap(each -> Stream.concat(
                        Stream.of(each.toString()),
                        each.explanation().stream().flatMap(String::lines).map(line -> "    " + line)))
                .toList();
    }

    // ------------------------------------------------------------------------ steering

    @Override
    public List<String> unload(String pluginId) {
        return told(() -> lines(host.unload(pluginId)));
    }

    @Override
    public List<String> unload(String pluginId, long drainSeconds, String onTimeout) {
        return told(() -> {
            UnloadPolicy policy = core.settings()
                    .unloadPolicy()
                    .withDrainTimeout(Duration.ofSeconds(drainSeconds))
                    .withOnTimeout(parse(onTimeout));
            return lines(host.unload(pluginId, policy));
        });
    }

    private static OnTimeout parse(String name) {
        return Arrays.stream(OnTimeout.values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("What to do with calls that do not end must be one of "
                        + Arrays.toString(OnTimeout.values()) + ", not '" + name + "'"));
    }

    @Override
    public List<String> reload(String pluginId) {
        return told(() -> lines(host.reload(pluginId)));
    }

    @Override
    public List<String> reload(String pluginId, String file) {
        return told(() -> lines(host.reload(pluginId, Path.of(file))));
    }

    private static List<String> lines(UnloadReport report) {
        List<String> lines = new ArrayList<>();
        lines.add((report.unloaded() ? "Unloaded" : "Not unloaded") + ": '" + report.pluginId() + "', after "
                + Durations.inWords(report.took()));
        report.generations().stream().map(GenerationUnload::toString).forEach(lines::add);
        return lines;
    }

    private static List<String> lines(ReloadReport report) {
        List<String> lines = new ArrayList<>();
        if (report.switched()) {
            lines.add("Reloaded: '" + report.pluginId() + "', after " + Durations.inWords(report.took()));
        } else {
            lines.add("Not reloaded: '" + report.pluginId() + "', " + report.fromVersion() + " goes on serving: "
                    + (report.failure() == null ? "" : report.failure().message()));
        }
        for (LoadedPlugin each : report.loaded()) {
            lines.add("Serves: " + each);
        }
        report.retired().stream().map(GenerationUnload::toString).forEach(lines::add);
        return lines;
    }

    /** Tells failures by classes that every client has; a cause may be a plugin's. */
    private static List<String> told(Supplier<List<String>> body) {
        try {
            return body.get();
        } catch (UnknownPluginException | IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage());
        } catch (RuntimeException | Error e) {
            String message = Failure.of(e).message();
            throw new IllegalStateException(message.isEmpty() ? e.getClass().getName() : message);
        }
    }
}
