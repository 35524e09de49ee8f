package io.rundown.host.soak;

import io.rundown.host.PluginHost;
import io.rundown.host.model.ChangeReport;
import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.GenerationUnload.Outcome;
import io.rundown.host.model.HostChange;
import io.rundown.host.model.ReloadReport;
import io.rundown.host.model.StopResult;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadReport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/** Changes plugins in every way, at random. */
final class Administrator {

    /**
     * What all administrators share.
     *
     * @param comingAndGoing held by the one who unloads, until everything is loaded again
     */
    record Office(ReentrantLock comingAndGoing, LongAdder reloads, LongAdder unloads) {
        Office() {
            this(new ReentrantLock(), new LongAdder(), new LongAdder());
        }
    }

    private final Soak soak;
    private final PluginHost host;
    private final SoakPlugins plugins;
    private final Office office;
    private final RandomGenerator random;

    Administrator(Soak soak, SoakPlugins plugins, Office office, RandomGenerator random) {
        this.soak = soak;
        this.host = soak.host();
        this.plugins = plugins;
        this.office = office;
        this.random = random;
    }

    void changeOnce() {
        try {
            switch (random.nextInt(8)) {
                case 0 -> reloadBroken(plugins.brokenIds());
                case 1, 2 -> comeAndGo(List.copyOf(SoakPlugins.UNLOADED_WITH.keySet()));
                case 3 -> reloadTogether(anyOf(SoakPlugins.IDS), anyOf(SoakPlugins.IDS));
                default -> reload(anyOf(SoakPlugins.IDS));
            }
        } catch (RuntimeException | Error e) {
            soak.violation("A change failed", e);
        }
    }

    private String anyOf(List<String> ids) {
        return ids.stream().sorted().toList().get(random.nextInt(ids.size()));
    }

    // ------------------------------------------------------------------------ reload

    private void reload(String id) {
        Path version = plugins.any(id, random);
        boolean fromInside = random.nextInt(8) == 0;
        Presence.Mark mark = soak.presence(id).mark();
        try {
            ReloadReport report = fromInside
                    ? host.reloadAsync(id, version, UnloadPolicy.DEFAULT).join()
                    : host.reload(id, version);
            office.reloads().increment();
            if (!report.switched()) {
                soak.violation("Not switched: " + report);
            }
            report.retired().forEach(this::requireGone);
        } catch (UnknownPluginException | CompletionException e) {
            requireAway(id, mark, e);
        }
    }

    /** Two plugins at one instant. */
    private void reloadTogether(String one, String other) {
        if (one.equals(other)) {
            reload(one);
            return;
        }
        Presence.Mark mark = soak.presence(one).mark();
        Presence.Mark otherMark = soak.presence(other).mark();
        try {
            ChangeReport report = host.apply(
                    HostChange.begin().reload(one, plugins.any(one, random)).reload(other, plugins.any(other, random)));
            office.reloads().increment();
            if (!report.applied()) {
                soak.violation("Not applied: " + report);
            }
            report.retired().forEach(this::requireGone);
        } catch (UnknownPluginException e) {
            if (!soak.presence(other).mayHaveBeenAwaySince(otherMark)) {
                requireAway(one, mark, e);
            }
        }
    }

    private void reloadBroken(List<String> ids) {
        String id = anyOf(ids);
        Presence.Mark mark = soak.presence(id).mark();
        try {
            ReloadReport report = host.reload(id, plugins.broken(id));
            if (report.switched()) {
                soak.violation("Switched to a version that does not start: " + report);
            }
        } catch (UnknownPluginException e) {
            requireAway(id, mark, e);
        }
    }

    private void requireAway(String id, Presence.Mark mark, RuntimeException e) {
        if (!soak.presence(id).mayHaveBeenAwaySince(mark)) {
            soak.violation("A reload of " + id + " failed", e);
        }
    }

    /** A reload may have refused calls of sessions, and no others; that is for the callers to judge. */
    private void requireGone(GenerationUnload each) {
        if (each.outcome() != Outcome.UNLOADED
                || each.stop().kind() != StopResult.Kind.STOPPED
                || each.closeFailure() != null) {
            soak.violation("Did not go as it should: " + each);
        }
    }

    // ------------------------------------------------------------------------ unload and load

    private void comeAndGo(List<String> ids) {
        String id = anyOf(ids);
        if (!office.comingAndGoing().tryLock()) {
            reload(id);
            return;
        }
        List<Presence> concerned = SoakPlugins.get(SoakPlugins.UNLOADED_WITH, id).stream()
                .map(soak::presence)
                .toList();
        try {
            concerned.forEach(Presence::leave);
            UnloadReport report = host.unload(id);
            office.unloads().increment();
            report.generations().forEach(this::requireGone);
            if (random.nextBoolean()) {
                reload("rates");
            }
            List<Path> again = report.generations().stream()
                    .map(GenerationUnload::pluginId)
                    .distinct()
                    .map(each -> plugins.any(each, random))
                    .toList();
            host.load(again).orThrow();
            concerned.forEach(Presence::back);
        } finally {
            office.comingAndGoing().unlock();
        }
    }
}
