package io.rundown.leak;

import io.rundown.leak.Suspects.Choice;
import io.rundown.leak.Suspects.Suspect;
import io.rundown.leak.internal.hprof.BadDumpException;
import io.rundown.leak.internal.hprof.HeapClass;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.walk.HolderSearch;
import io.rundown.leak.internal.walk.Inside;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads one dump, chooses class loaders, and finds out who holds each of them. */
final class Investigation {

    private static final String ONLY_SOFT =
            "No strong path leads to it: soft references and finalization hold it, and let go when memory is short";

    private static final String UNREACHABLE =
            "No strong path leads to it: the next collection that unloads classes may free it";

    /** For a dump that began with a collection. */
    static final String UNSEEN =
            "The dump shows no strong path to it. If it stays, look for what dumps do not show: values of a ClassValue"
                    + " and other caches of Class objects, and the stacks of waiting virtual threads (older JVMs)";

    private final HeapDump dump;
    private final HeapObjects heap;
    private final Loaders loaders;

    private Investigation(HeapDump dump, HeapObjects heap, Loaders loaders) {
        this.dump = dump;
        this.heap = heap;
        this.loaders = loaders;
    }

    /** Reads a file; another one than the usual for the tests of this. */
    interface Opening {

        HeapDump open(Path path) throws IOException;
    }

    static LeakReport ofDump(Path path, Choice choice) throws IOException {
        return ofDump(path, choice, each -> HeapDump.open(each, null));
    }

    static LeakReport ofDump(Path path, Choice choice, Opening opening) throws IOException {
        long start = System.nanoTime();
        try {
            HeapDump dump = opening.open(path);
            Investigation investigation = of(dump);
            List<Suspect> suspects = choice.of(new Suspects(investigation.loaders));
            List<LoaderLeak> leaks = investigation.holdersOf(suspects, UNREACHABLE);
            String conclusion = suspects.isEmpty()
                    ? "No class loader of the "
                            + investigation.loaders.ofTheApplication().size()
                            + " of the application is conspicuous: none is closed, and none looks like another"
                    : leaks.size() == 1
                            ? "Who holds the class loader:"
                            : "Who holds the " + leaks.size() + " class loaders:";
            return investigation.report(start, leaks, conclusion);
        } catch (BadDumpException e) {
            throw new HeapDumpException("'" + path + "' cannot be read: " + e.getMessage(), e);
        } catch (InternalError e) {
            throw new HeapDumpException("'" + path + "' cannot be read: it was changed meanwhile", e);
        }
    }

    static Investigation of(HeapDump dump) throws BadDumpException {
        HeapObjects heap = new HeapObjects(dump);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < dump.collected().size(); i++) {
            long id = dump.file().id(dump.collected().get(i) + 1);
            HeapClass type = heap.classOf(id);
            if (type != null && type.isLoader()) {
                ids.add(id);
            }
        }
        return new Investigation(dump, heap, new Loaders(dump, heap, ids));
    }

    HeapObjects heap() {
        return heap;
    }

    Loaders loaders() {
        return loaders;
    }

    LeakReport report(long start, List<LoaderLeak> leaks, String conclusion) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int classes = dump.classes().all().size();
        return new LeakReport(dump.bytes(), dump.objects(), classes, took, leaks, conclusion);
    }

    /**
     * Searches for all of them at once. One that is held by nothing but another of them is searched for again, with the
     * others being outside then.
     *
     * @param unreachable what to say of one that nobody holds
     */
    List<LoaderLeak> holdersOf(List<Suspect> suspects, String unreachable) throws BadDumpException {
        Set<Long> left = new TreeSet<>();
        suspects.forEach(each -> left.add(each.loader().id()));
        Map<Long, Holders> strong = search(left, false);
        Map<Long, Holders> soft = search(left, true);
        List<LoaderLeak> leaks = new ArrayList<>();
        for (Suspect each : suspects) {
            long id = each.loader().id();
            if (strong.containsKey(id)) {
                leaks.add(leak(each, true, strong.get(id), ""));
            } else if (soft.containsKey(id)) {
                leaks.add(leak(each, false, soft.get(id), ONLY_SOFT));
            } else {
                leaks.add(leak(each, false, Holders.NOBODY, unreachable));
            }
        }
        return List.copyOf(leaks);
    }

    /** Removes those that were found. */
    private Map<Long, Holders> search(Set<Long> left, boolean soft) throws BadDumpException {
        Map<Long, Holders> found = new LinkedHashMap<>();
        while (!left.isEmpty()) {
            Inside inside = new Inside(dump, heap, left, loaders.ids());
            HolderSearch search = new HolderSearch(dump, inside, soft);
            search.run();
            Map<Long, Holders> told = Holders.of(dump, heap, search, inside);
            if (!left.removeAll(told.keySet())) {
                break;
            }
            found.putAll(told);
        }
        return found;
    }

    private static LoaderLeak leak(Suspect suspect, boolean strong, Holders holders, String note) {
        return new LoaderLeak(
                suspect.loader().name(),
                suspect.loader().type(),
                suspect.loader().id(),
                suspect.loader().classes(),
                suspect.reason(),
                strong,
                holders.paths(),
                holders.more(),
                note);
    }
}
