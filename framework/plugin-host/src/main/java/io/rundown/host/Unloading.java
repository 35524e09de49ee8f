package io.rundown.host;

import io.rundown.host.model.GenerationUnload;
import io.rundown.host.model.UnknownPluginException;
import io.rundown.host.model.UnloadPolicy;
import io.rundown.host.model.UnloadPolicy.OnTimeout;
import io.rundown.host.model.UnloadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unloads plugins with all that is linked to them, dependents first. */
final class Unloading {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final HostCore core;

    /** The unloads that run now, by plugin: a second one of the same plugin shares the outcome of the first. */
    private final Map<String, CompletableFuture<UnloadReport>> running = new ConcurrentHashMap<>();

    Unloading(HostCore core) {
        this.core = core;
    }

    UnloadReport unload(String id, UnloadPolicy policy) {
        SelfWait.refuse(core.closureOf(id), "unload of '" + id + "'", "call unloadAsync instead");
        CompletableFuture<UnloadReport> mine = new CompletableFuture<>();
        CompletableFuture<UnloadReport> theirs = running.putIfAbsent(id, mine);
        if (theirs == null) {
            return lead(id, policy, mine);
        }
        // Shared outcomes are not seen by the search for circles, and only a callback can be part of one.
        return core.claims().isAwaited() ? run(id, policy) : share(theirs);
    }

    private UnloadReport lead(String id, UnloadPolicy policy, CompletableFuture<UnloadReport> mine) {
        try {
            UnloadReport report = run(id, policy);
            mine.complete(report);
            return report;
        } catch (Throwable failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            running.remove(id, mine);
        }
    }

    /** Not ended by an interrupt, which is kept: the first unload's own policy bounds this wait. */
    private static UnloadReport share(CompletableFuture<UnloadReport> theirs) {
        try {
            return theirs.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @SuppressWarnings("try") // the claim is held, not used
    private UnloadReport run(String id, UnloadPolicy policy) {
        long start = System.nanoTime();
        String operation = "unload of '" + id + "'";
        try (Claims.Claim claim = core.claims().claim(operation, () -> HostCore.idsOf(core.closureOf(id)));
                Patience patience = new Patience()) {
            List<Generation> going = core.closureOf(id);
            List<GenerationUnload> told = ifNobodyObjects(going, policy);
            if (told.isEmpty()) {
                told = core.retireInOrder(going, operation, policy, patience);
            }
            UnloadReport report = new UnloadReport(id, told, Duration.ofNanos(System.nanoTime() - start));
            log.debug("{}", report);
            return report;
        }
    }

    /** What is said if a plugin asks to stay; empty if none does, or none is asked. */
    private List<GenerationUnload> ifNobodyObjects(List<Generation> going, UnloadPolicy policy) {
        if (policy.onTimeout() == OnTimeout.FORCE) {
            return List.of();
        }
        Map<Generation, String> objections =
                Vetoes.against(going, core.settings().stopTimeout());
        if (objections.isEmpty()) {
            return List.of();
        }
        return going.stream()
                .map(each -> Retirement.keptAs(each, objections.get(each)))
                .toList();
    }

    /** Unloads everything. A plugin that does not go keeps those that it depends on, and nothing else. */
    List<UnloadReport> unloadAll(UnloadPolicy policy) {
        SelfWait.refuse(core.world().allDependentsFirst(), "unload of all plugins", "do it outside the plugin's call");
        List<UnloadReport> reports = new ArrayList<>();
        Set<String> stayed = new HashSet<>();
        for (Generation each : core.world().allDependentsFirst()) {
            try {
                if (HostCore.idsOf(core.closureOf(each.id())).stream().noneMatch(stayed::contains)) {
                    UnloadReport report = unload(each.id(), policy);
                    reports.add(report);
                    if (!report.unloaded()) {
                        stayed.add(each.id());
                    }
                }
            } catch (UnknownPluginException goneMeanwhile) {
                log.debug("{} went by itself", each);
            }
        }
        return reports;
    }
}
