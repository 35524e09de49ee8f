package io.rundown.leak;

import io.rundown.leak.Loaders.Loader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Chooses the class loaders that are to be looked at. */
final class Suspects {

    private static final int MOST_NAMES = 20;
    private static final Pattern GENERATION = Pattern.compile("#([0-9]+)$");

    private final Loaders loaders;

    Suspects(Loaders loaders) {
        this.loaders = loaders;
    }

    /**
     * A class loader, and why it is looked at.
     *
     * @param loader the class loader
     * @param reason why
     */
    record Suspect(Loader loader, String reason) {}

    /** Chooses. */
    interface Choice {

        List<Suspect> of(Suspects all) throws HeapDumpException;
    }

    /** Those that are closed or look like another one, unless that is older. */
    List<Suspect> conspicuous() {
        Map<Long, Suspect> found = new LinkedHashMap<>();
        List<Loader> all = loaders.ofTheApplication();
        for (Loader each : all) {
            if (each.closed()) {
                found.put(each.id(), new Suspect(each, "it is closed"));
            }
        }
        Map<String, List<Candidate>> byType = new LinkedHashMap<>();
        for (Loader each : all) {
            byType.computeIfAbsent(each.type(), type -> new ArrayList<>())
                    .add(new Candidate(each, Set.copyOf(loaders.classNames(each))));
        }
        for (List<Candidate> alike : byType.values()) {
            for (Candidate each : alike) {
                String twin = found.containsKey(each.loader.id()) ? "" : twin(each, alike);
                if (!twin.isEmpty()) {
                    found.put(each.loader.id(), new Suspect(each.loader, twin));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /** A class loader, and the names of the classes that it has defined. */
    private record Candidate(Loader loader, Set<String> classNames) {

        private long common(Candidate other) {
            return classNames.stream().filter(other.classNames::contains).count();
        }

        private boolean isCalledLike(Candidate other) {
            return !loader.name().isEmpty() && baseName(loader).equals(baseName(other.loader));
        }

        /** Two of those are told apart by their names. */
        private boolean hasGeneration() {
            return GENERATION.matcher(loader.name()).find();
        }

        /** The latest generation is the one that should be there. */
        private boolean isNewerThan(Candidate other) {
            return isCalledLike(other) && generation(loader).compareTo(generation(other.loader)) > 0;
        }
    }

    /** Why a class loader looks like a copy of another of the same class, or an empty string. */
    private static String twin(Candidate candidate, List<Candidate> alike) {
        for (Candidate each : alike) {
            if (each.loader.id() != candidate.loader.id() && !candidate.isNewerThan(each)) {
                if (candidate.isCalledLike(each)) {
                    return "there is another one of the same class called '" + each.loader.name() + "'";
                }
                long common = candidate.hasGeneration() && each.hasGeneration() ? 0 : candidate.common(each);
                if (common * 2 > candidate.classNames.size()) {
                    return "another one of the same class has defined " + common + " classes of the same names";
                }
            }
        }
        return "";
    }

    /** Without the number that tells generations apart. */
    private static String baseName(Loader loader) {
        return GENERATION.matcher(loader.name()).replaceFirst("");
    }

    private static BigInteger generation(Loader loader) {
        Matcher number = GENERATION.matcher(loader.name());
        return number.find() ? new BigInteger(number.group(1)) : BigInteger.ZERO;
    }

    /**
     * Those with a name or class.
     *
     * @throws HeapDumpException if there are none
     */
    List<Suspect> named(String wanted) throws HeapDumpException {
        List<Predicate<Loader>> tries = List.of(
                each -> each.name().equals(wanted),
                each -> each.type().equals(wanted),
                each -> each.simpleType().equals(wanted),
                each -> glob(wanted, each.name()) || glob(wanted, each.type()) || glob(wanted, each.simpleType()),
                each -> !wanted.isEmpty()
                        && (each.name().startsWith(wanted) || each.type().startsWith(wanted)));
        for (Predicate<Loader> fits : tries) {
            List<Suspect> found = loaders.ofTheApplication().stream()
                    .filter(fits)
                    .map(each -> new Suspect(each, "it was asked for"))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new HeapDumpException("There is no class loader '" + wanted + "' in the dump. " + thereAre(wanted));
    }

    private static boolean glob(String pattern, String text) {
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            return false;
        }
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, text);
    }

    private String thereAre(String wanted) {
        List<Loader> all = new ArrayList<>(loaders.ofTheApplication());
        if (all.isEmpty()) {
            return "It has only those of the JVM itself";
        }
        String part = wanted.replaceAll("[*?#].*$", "").toLowerCase(Locale.ROOT);
        List<Loader> similar = all.stream()
                .filter(each -> !part.isEmpty()
                        && each.toString().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        List<Loader> told = similar.isEmpty() ? all : similar;
        Set<String> names = told.stream().map(Loader::toString).collect(Collectors.toCollection(TreeSet::new));
        String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return (similar.isEmpty() ? "There are: " : "Similar ones: ")
                + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                + more;
    }
}
