package io.rundown.leak;

import io.rundown.leak.internal.hprof.BadDumpException;
import io.rundown.leak.internal.hprof.HeapDump;
import io.rundown.leak.internal.hprof.HeapObjects;
import io.rundown.leak.internal.walk.Entry;
import io.rundown.leak.internal.walk.HolderSearch;
import io.rundown.leak.internal.walk.Inside;
import io.rundown.leak.internal.walk.Trail;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds one class loader.
 *
 * @param paths independent of each other
 * @param more how many are not told; of very many, every single reference counts
 */
record Holders(List<LeakPath> paths, long more) {

    static final Holders NOBODY = new Holders(List.of(), 0);

    private static final int MOST_TOLD = 16;
    private static final int MOST_LOOKED_AT = 400;

    /** Those that are far away are told as a number, if there are many. */
    private static final long MOST_STEPS = 1_000_000;

    /** Tells what a search has found, by class loader. */
    static Map<Long, Holders> of(HeapDump dump, HeapObjects heap, HolderSearch search, Inside inside)
            throws BadDumpException {
        Map<Long, Map<Places.Place, Places.Held>> byOwner = new LinkedHashMap<>();
        Places places = new Places(dump, heap, search);
        for (Entry each : search.entries()) {
            long owner = Trail.ownerOf(dump, heap, inside, heap.id(each.target()));
            byOwner.computeIfAbsent(owner, any -> new LinkedHashMap<>())
                    .computeIfAbsent(places.of(each), any -> new Places.Held(each))
                    .count(each);
        }
        Map<Long, Holders> told = new LinkedHashMap<>();
        Narrator narrator = new Narrator(dump, heap, inside);
        do {
            told.clear();
            for (Map.Entry<Long, Map<Places.Place, Places.Held>> each : byOwner.entrySet()) {
                Holders holders = tell(
                        dump, heap, search, inside, narrator, each.getValue().values());
                told.put(each.getKey(), new Holders(holders.paths, holders.more + search.dropped(each.getKey())));
            }
        } while (heap.find());
        return told;
    }

    private static Holders tell(
            HeapDump dump,
            HeapObjects heap,
            HolderSearch search,
            Inside inside,
            Narrator narrator,
            Collection<Places.Held> all) {
        List<Told> told = new ArrayList<>();
        int lookedAt = 0;
        long steps = 0;
        for (Places.Held each : all) {
            if (lookedAt == MOST_LOOKED_AT || steps > MOST_STEPS) {
                break;
            }
            lookedAt++;
            for (Trail trail : Trail.of(dump, heap, search, inside, each.first())) {
                steps += trail.length();
                told.add(narrator.tell(trail, each.alike()));
            }
        }
        List<LeakPath> paths = Told.withoutRepetitions(told);
        long notLookedAt = (long) all.size() - lookedAt;
        int shown = Math.min(paths.size(), MOST_TOLD);
        return new Holders(paths.subList(0, shown), paths.size() - shown + notLookedAt);
    }
}
