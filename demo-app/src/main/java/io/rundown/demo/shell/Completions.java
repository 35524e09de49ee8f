package io.rundown.demo.shell;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What may follow what has been typed: commands, their options, and the values of both. */
final class Completions {

    private final CommandLine root;
    private final Supplier<? extends Collection<String>> pluginIds;

    /**
     * One that fits.
     *
     * @param word the whole word
     * @param description what it is, or an empty string
     * @param ends whether the word ends there; the name of a folder may go on
     */
    record Completion(String word, String description, boolean ends) {}

    Completions(CommandLine root, Supplier<? extends Collection<String>> pluginIds) {
        this.root = root;
        this.pluginIds = pluginIds;
    }

    /**
     * What the next word may be.
     *
     * @param before the whole words before it
     * @param begun how it begins
     */
    List<Completion> after(List<String> before, String begun) {
        List<Completion> all = before.isEmpty() ? commands() : inCommand(before, begun);
        return all.stream().filter(each -> each.word().startsWith(begun)).toList();
    }

    private List<Completion> commands() {
        List<Completion> commands = new ArrayList<>();
        new TreeMap<>(root.getSubcommands())
                .forEach((name, command) -> commands.add(new Completion(
                        name, first(command.getCommandSpec().usageMessage().description()), true)));
        return commands;
    }

    private List<Completion> inCommand(List<String> before, String begun) {
        CommandLine command = root.getSubcommands().get(before.get(0));
        if (command == null) {
            return List.of();
        }
        CommandSpec spec = command.getCommandSpec();
        OptionSpec waiting = valueOf(spec, before.get(before.size() - 1));
        if (waiting != null) {
            return values(waiting, begun);
        }
        if (begun.startsWith("-")) {
            return options(spec);
        }
        int index = positionals(spec, before);
        for (PositionalParamSpec each : spec.positionalParameters()) {
            if (each.index().contains(index)) {
                return values(each, begun);
            }
        }
        return List.of();
    }

    private static List<Completion> options(CommandSpec spec) {
        return spec.options().stream()
                .filter(each -> !each.hidden())
                .map(each -> new Completion(each.longestName(), first(each.description()), true))
                .toList();
    }

    /** How many parameters without a name have been given. */
    private static int positionals(CommandSpec spec, List<String> before) {
        int count = 0;
        for (int i = 1; i < before.size(); i++) {
            if (!before.get(i).startsWith("-") && valueOf(spec, before.get(i - 1)) == null) {
                count++;
            }
        }
        return count;
    }

    /** The option that a word names and whose value comes next. */
    private static @Nullable OptionSpec valueOf(CommandSpec spec, String word) {
        OptionSpec option = word.startsWith("-") ? spec.findOption(word) : null;
        return option != null && option.arity().max() > 0 ? option : null;
    }

    private List<Completion> values(ArgSpec argument, String begun) {
        if (argument.completionCandidates() != null) {
            List<Completion> candidates = new ArrayList<>();
            argument.completionCandidates().forEach(each -> candidates.add(new Completion(each, "", true)));
            return candidates;
        }
        if (argument.type() == Path.class) {
            return files(begun);
        }
        return switch (argument.paramLabel()) {
            case ShellCommands.PLUGIN_ID ->
                pluginIds.get().stream()
                        .map(each -> new Completion(each, "", true))
                        .toList();
            case ShellCommands.COMMAND -> commands();
            default -> List.of();
        };
    }

    /** Files and folders whose names begin so; hidden ones if a dot has been typed. */
    private static List<Completion> files(String begun) {
        int slash = Math.max(begun.lastIndexOf('/'), begun.lastIndexOf(java.io.File.separatorChar));
        String folder = begun.substring(0, slash + 1);
        boolean hidden = begun.startsWith(".", slash + 1);
        List<Completion> files = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
            for (Path each : inside) {
                String name = String.valueOf(each.getFileName());
                if (hidden || !name.startsWith(".")) {
                    boolean isFolder = Files.isDirectory(each);
                    files.add(new Completion(folder + name + (isFolder ? "/" : ""), "", !isFolder));
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException noSuchFolder) {
            return List.of();
        }
        return files;
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0];
    }
}
