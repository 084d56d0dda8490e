package dev.starling.app.command.options;

import dev.starling.app.data.cells.Notation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How tables are written, where it is not guessed right. It holds for every table that a command reads.
final class NotationOptions {
    @Option(names = "--delimiter", paramLabel = "CHARACTER", description = "What separates cells: a character, tab, or blanks (guessed).")
    private @Nullable String delimiter;

    @Option(names = "--decimal", paramLabel = "CHARACTER", description = "What comes before decimals: . or , (guessed).")
    private @Nullable String decimal;

    @Option(names = "--thousands", paramLabel = "CHARACTER", description = "What stands between groups of three digits (guessed).")
    private @Nullable String thousands;

    @Option(names = "--comment", paramLabel = "CHARACTER", description = "Pass over lines that begin with it (guessed).")
    private @Nullable String comment;

    @Option(names = "--skip", paramLabel = "LINES", description = "Pass over so many lines before the table (guessed).")
    private @Nullable Integer skip;

    Notation notation() {
        if (skip != null && skip < 0) {
            throw new IllegalArgumentException("--skip must be at least 0, but was " + skip);
        }
        Character point = character("--decimal", decimal);
        if (point != null && point != '.' && point != ',') {
            throw new IllegalArgumentException("--decimal must be . or , but was '" + decimal + "'");
        }
        return new Notation(
                character("--delimiter", delimiter), point, character("--thousands", thousands), character("--comment", comment), skip);
    }

    private static @Nullable Character character(String option, @Nullable String typed) {
        if (typed == null) {
            return null;
        }
        String text = switch (typed) {
            case "\\t", "tab" -> "\t";
            case "blanks", "blank", "space", "\\s+" -> " ";
            default -> typed;
        };
        if (text.length() != 1) {
            throw new IllegalArgumentException(option + " must be one character (or tab, or blanks), but was '" + typed + "'");
        }
        return text.charAt(0);
    }
}
