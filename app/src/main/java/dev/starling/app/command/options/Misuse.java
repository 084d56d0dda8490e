package dev.starling.app.command.options;

import dev.starling.app.data.DataSet;
import dev.starling.app.fault.Nearest;
import dev.starling.app.fault.Words;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What is wrong with a command line, in the words of whoever typed it: the option, the value seen, what is allowed.
public final class Misuse {
    /// What comes after it is no option.
    private static final String END_OF_OPTIONS = "--";

    private Misuse() {}

    /// What is said of a value without a letter, as a variable of the shell leaves it that is not set; empty where there is none.
    public static String empty(CommandLine.ParseResult parsed) {
        return parsed.asCommandLineList().stream()
                .flatMap(command -> command.getParseResult().matchedArgs().stream())
                .filter(argument -> argument.originalStringValues().stream().anyMatch(String::isEmpty))
                .map(argument -> named(argument) + " is empty: give it a value, or leave it out. Is a variable of the shell not set?")
                .findFirst()
                .orElse("");
    }

    /// One line, without a full stop where picocli has none.
    public static String of(CommandLine.ParameterException e, List<String> arguments) {
        return Words.line(switch (e) {
            case CommandLine.UnmatchedArgumentException unmatched -> unmatched(unmatched, arguments);
            case CommandLine.MissingParameterException missing -> missing(missing);
            case CommandLine.OverwrittenOptionException twice -> named(twice.getOverwritten()) + " is given twice";
            default -> wrongValue(e);
        });
    }

    private static String missing(CommandLine.MissingParameterException e) {
        ArgSpec first = e.getMissing().isEmpty() ? null : e.getMissing().getFirst();
        if (first instanceof OptionSpec option && String.valueOf(e.getMessage()).matches("(?s)(Missing required|Expected) parameter for option.*")) {
            return named(option) + " needs a value: " + option.paramLabel();
        }
        String missing = e.getMissing().stream()
                .map(one -> one instanceof OptionSpec option ? named(option) + " " + option.paramLabel() : one.paramLabel()).collect(Collectors.joining(" and "));
        return missing + (e.getMissing().size() > 1 ? " are missing" : " is missing");
    }

    private static String wrongValue(CommandLine.ParameterException e) {
        ArgSpec argument = e.getArgSpec();
        if (argument == null) {
            return String.valueOf(e.getMessage());
        }
        String seen = e.getValue() == null ? lastWord(e) : e.getValue();
        if (Map.class.isAssignableFrom(argument.type())) {
            return named(argument) + " needs " + argument.paramLabel() + ", but was '" + seen + "'";
        }
        return named(argument) + " must be " + allowed(argument, seen) + ", but was '" + seen + "'";
    }

    /// Picocli quotes what it could not convert, and hands over the whole of a list.
    private static String lastWord(CommandLine.ParameterException e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf(' ') + 1).replace("'", "");
    }

    private static String allowed(ArgSpec argument, String seen) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return words(type);
        }
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> whole(seen, Integer.MAX_VALUE);
            case "long", "Long" -> whole(seen, Long.MAX_VALUE);
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false, or stand alone";
            case "Duration" -> "a time such as 90s, 10m or 1h30m";
            case "Path" -> "the name of a file";
            default -> argument.paramLabel();
        };
    }

    private static String whole(String seen, long most) {
        return "a whole number" + (seen.matches("[+-]?[0-9]+") ? " between -" + most + " and " + most : "");
    }

    /// What may be typed for one of several.
    static String words(Class<?> type) {
        List<String> words = Arrays.stream(type.getEnumConstants()).map(one -> one.toString().toLowerCase(Locale.ROOT)).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    private static String named(@Nullable ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument == null ? "an option" : argument.paramLabel();
    }

    private static String unmatched(CommandLine.UnmatchedArgumentException e, List<String> arguments) {
        String typed = e.getUnmatched().getFirst();
        CommandLine command = e.getCommandLine();
        int end = arguments.indexOf(END_OF_OPTIONS);
        if (end >= 0 && arguments.lastIndexOf(typed) > end) {
            return "argument '" + typed + "' is one too many.";
        } else if (typed.startsWith("-") && isThere(typed)) {
            return "'" + typed + "' is taken for an option. For the file of that name, write ./" + typed + " or put -- before it.";
        }
        List<String> elsewhere = typed.startsWith("--") ? othersWith(typed.replaceFirst("=.*", ""), command) : List.of();
        if (!elsewhere.isEmpty()) {
            return command.getCommandSpec().qualifiedName() + " has no option '" + typed + "'; " + String.join(", ", elsewhere) + (elsewhere.size() == 1 ? " has one." : " have one.");
        }
        if (!command.getSubcommands().isEmpty() && isData(typed)) {
            return "'" + typed + "' is no command, but data. To make a map of it, say starling embed " + quoted(typed) + ".";
        }
        List<String> known = new ArrayList<>();
        if (typed.startsWith("-")) {
            command.getCommandSpec().options().forEach(option -> known.add(option.longestName()));
        } else if (!command.getSubcommands().isEmpty()) {
            known.addAll(command.getSubcommands().keySet());
        }
        String kind = typed.startsWith("-") ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
        return "unknown " + kind + " '" + typed + "'"
                + (known.isEmpty() ? "." : "; did you mean " + Nearest.first(typed, known).getFirst() + "?");
    }

    private static boolean isData(String typed) {
        return !typed.startsWith("-") && (DataSet.builtIn().containsKey(typed) || (isThere(typed) && !Files.isDirectory(Path.of(typed))));
    }

    /// As a shell takes it for one word.
    private static String quoted(String typed) {
        return typed.matches("[\\p{L}\\p{N}._/+,:@-]+") ? typed : "'" + typed.replace("'", "'\\''") + "'";
    }

    /// Commands beside this one that have an option of exactly that name.
    private static List<String> othersWith(String option, CommandLine command) {
        CommandLine parent = command.getParent();
        return parent == null ? List.of() : parent.getSubcommands().entrySet().stream()
                .filter(one -> one.getValue().getCommandSpec().findOption(option) != null)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private static boolean isThere(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
