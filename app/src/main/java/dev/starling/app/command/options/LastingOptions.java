package dev.starling.app.command.options;

import dev.starling.app.pipeline.embed.EmbedRequest;
import dev.starling.app.pipeline.input.Known;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The options of a run that change its map, in words that mean the same in any folder and at any time.
public final class LastingOptions {
    /// What becomes of the map, how loudly, and how fast.
    private static final Set<String> PASSING = Set.of("--out", "--force", "--picture-size", "--write", "--max-time", "--progress", "--quiet", "--threads");

    private static final String START = "--init";

    /// Files of pairs, perhaps with a part behind a colon.
    private static final Set<String> PAIRS = Set.of("--neighbors", "--affinities");

    private LastingOptions() {}

    public static List<String> of(ParseResult typed) {
        return typed.matchedOptions().stream()
                .distinct() // Picocli has one that is given twice twice.
                .filter(option -> !PASSING.contains(option.longestName()))
                .flatMap(option -> words(option).stream())
                .toList();
    }

    private static List<String> words(OptionSpec option) {
        Object value = option.getValue();
        if (value instanceof Boolean) {
            return List.of(option.longestName() + "=" + value);
        }
        return option.originalStringValues().stream().map(text -> option.longestName() + "=" + (isFile(option, text) ? whole(text) : text)).toList();
    }

    private static boolean isFile(OptionSpec option, String text) {
        return Arrays.asList(option.auxiliaryTypes()).contains(Path.class) || option.longestName().equals(START) && EmbedRequest.isFile(text)
                || PAIRS.contains(option.longestName()) && !Known.isCount(text);
    }

    private static String whole(String name) {
        return Path.of(name).toAbsolutePath().normalize().toString();
    }
}
