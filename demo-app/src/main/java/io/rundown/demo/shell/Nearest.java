package io.rundown.demo.shell;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a person may have meant. */
final class Nearest {

    private Nearest() {}

    /** The known word that takes the fewest changes, if those are few: a letter in, out or other, or two exchanged. */
    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(word, each) <= Math.max(1, Math.max(word.length(), each.length()) / 3))
                .min(Comparator.comparingInt((String each) -> distance(word, each))
                        .thenComparing(each -> each));
    }

    /** As a question to be added to a message, or nothing. */
    static String question(String word, Collection<String> known) {
        return to(word, known).map(each -> "; did you mean '" + each + "'?").orElse("");
    }

    static int distance(String from, String to) {
        int[][] costs = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                costs[i][j] = i == 0 ? j : j == 0 ? i : cost(costs, from, to, i, j);
            }
        }
        return costs[from.length()][to.length()];
    }

    private static int cost(int[][] costs, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int cost = Math.min(costs[i - 1][j - 1] + (same ? 0 : 1), Math.min(costs[i - 1][j] + 1, costs[i][j - 1] + 1));
        boolean exchanged =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return exchanged ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
    }
}
