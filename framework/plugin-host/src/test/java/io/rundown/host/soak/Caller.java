package io.rundown.host.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Calls plugins in every way, at random. */
final class Caller {

    /** Whom each plugin may ask; upwards too, where nothing keeps the one that is asked from going away. */
    private static final Map<String, List<String>> MAY_ASK = Map.of(
            "rates", List.of("audit"),
            "tax", List.of("rates"),
            "carrier", List.of("rates", "invoice"),
            "invoice", List.of("tax", "carrier"),
            "audit", List.of("tax"));

    /** Longer paths would go up and down for ever. */
    private static final int LONGEST_PATH = 5;

    private final Soak soak;
    private final RandomGenerator random;

    Caller(Soak soak, RandomGenerator random) {
        this.soak = soak;
        this.random = random;
    }

    void callOnce() {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> soak.ask(question(anyId()));
            case 4, 5 -> soak.askLater(question(anyId()));
            case 6 -> soak.askByFuture(question(anyId()));
            case 7 -> soak.askInSession(question(anyId()));
            case 8 -> askAll();
            default -> look();
        }
    }

    private String anyId() {
        return SoakPlugins.IDS.get(random.nextInt(SoakPlugins.IDS.size()));
    }

    private Question question(String id) {
        List<String> path = new ArrayList<>(List.of(id));
        while (path.size() < LONGEST_PATH && random.nextInt(3) > 0) {
            List<String> next = SoakPlugins.get(MAY_ASK, path.get(path.size() - 1));
            path.add(next.get(random.nextInt(next.size())));
        }
        int micros = random.nextInt(16) == 0 ? random.nextInt(2_000) : 0;
        return new Question(List.copyOf(path), false, random.nextInt(8) == 0, micros);
    }

    /** Through the live view, in which those that are only ever reloaded are at every moment. */
    private void askAll() {
        List<SoakService> shown = List.copyOf(soak.host().extensions(SoakService.class));
        for (String id : SoakPlugins.IDS) {
            if (id.equals(SoakPlugins.RENAMES)) {
                continue;
            }
            SoakService handle = soak.handle(id);
            long times = shown.stream().filter(each -> each == handle).count();
            boolean mayBeAway = SoakPlugins.UNLOADED_WITH.containsKey(id);
            if (times > 1 || (times == 0 && !mayBeAway)) {
                soak.violation(id + " is shown " + times + " times");
            }
            if (times == 1) {
                soak.ask(question(id));
            }
        }
    }

    /** Asks for the extension once more, and gets the same handle. */
    private void look() {
        Question question = question(anyId());
        soak.accept(question, () -> {
            SoakService found = soak.host().extension(SoakService.class, question.id());
            if (found != soak.handle(question.id()) && !question.id().equals(SoakPlugins.RENAMES)) {
                soak.violation(question.id() + " has a second handle");
            }
            return found.ask(question);
        });
    }
}
