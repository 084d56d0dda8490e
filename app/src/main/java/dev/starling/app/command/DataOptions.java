package dev.starling.app.command;

import dev.starling.app.data.DataSet;
import dev.starling.app.data.Missing;
import dev.starling.app.data.ReadOptions;
import dev.starling.core.Preparation;
import dev.starling.core.quality.LabelKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which table is read, what of it, and what is done to its columns.
final class DataOptions {
    static final String NO_PREPARATION = "none";

    @Parameters(
            paramLabel = "DATA",
            arity = "0..1",
            description = "A table (CSV, TSV, either of them compressed by gzip, - for standard input) or the name of a built-in set: "
                    + "digits, iris, penguins.")
    private @Nullable String data;

    @Option(names = "--label", paramLabel = "COLUMN", description = "Colour by this column; it is not used to make the map.")
    private @Nullable String label;

    @Option(
            names = "--label-kind",
            paramLabel = "KIND",
            description = "What the label stands for, if it is not guessed right: text, code or class (classes); quantity or date (a scale).")
    private @Nullable LabelKind labelKind;

    @Option(names = "--features", paramLabel = "COLUMNS", split = ",", description = "Use only these columns (all that are numeric).")
    private List<String> features = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "COLUMNS", split = ",", description = "Leave these columns out.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--id", paramLabel = "COLUMN", description = "Names the rows (their numbers, from 1).")
    private @Nullable String id;

    @Option(names = "--delimiter", paramLabel = "CHARACTER", description = "What separates cells, if it is not guessed right.")
    private @Nullable String delimiter;

    @Option(names = "--header", negatable = true, description = "Whether the first line names the columns, if it is not guessed right.")
    private @Nullable Boolean header;

    @Option(names = "--missing", paramLabel = "HOW", description = "What to do about empty cells: refuse, drop the row, take the mean (refuse).")
    private @Nullable Missing missing;

    @Option(names = "--prepare", paramLabel = "HOW", description = "Scaling of the columns: none, range, standardize (none).")
    private Scaling scaling = Scaling.NONE;

    @Option(names = "--pca", paramLabel = "K", description = "Keep the first K principal components.")
    private @Nullable Integer pca;

    @Option(names = "--whiten", paramLabel = "K", description = "Keep the first K principal components, each with variance 1.")
    private @Nullable Integer whiten;

    enum Scaling {
        NONE,
        RANGE,
        STANDARDIZE
    }

    boolean isGiven() {
        return data != null;
    }

    DataSet read() {
        if (data == null) {
            throw new IllegalArgumentException("DATA is missing: name a file, or a built-in set such as digits");
        }
        return DataSet.read(data, new ReadOptions(label, labelKind, features, exclude, id, delimiterCharacter(), header, missing));
    }

    private @Nullable Character delimiterCharacter() {
        if (delimiter == null) {
            return null;
        }
        String text = delimiter.equals("\\t") || delimiter.equals("tab") ? "\t" : delimiter;
        if (text.length() != 1) {
            throw new IllegalArgumentException("--delimiter must be one character (or tab), but was '" + delimiter + "'");
        }
        return text.charAt(0);
    }

    /// What is done to the columns; scaling comes before principal components.
    Preparation preparation(DataSet set) {
        List<Preparation> steps = new ArrayList<>();
        switch (scaling) {
            case NONE -> {}
            case RANGE -> steps.add(new Preparation.Range());
            case STANDARDIZE -> steps.add(new Preparation.Standardize());
        }
        if (pca != null && whiten != null) {
            throw new IllegalArgumentException("--pca and --whiten exclude each other");
        }
        if (pca != null) {
            steps.add(new Preparation.Pca(checked("--pca", pca, set)));
        }
        if (whiten != null) {
            steps.add(new Preparation.Whiten(checked("--whiten", whiten, set)));
        }
        return switch (steps.size()) {
            case 0 -> new Preparation.None();
            case 1 -> steps.getFirst();
            default -> new Preparation.Steps(steps);
        };
    }

    /// The preparation in the words of the command line: `standardize, pca 50`.
    String preparationName() {
        List<String> words = new ArrayList<>();
        if (scaling != Scaling.NONE) {
            words.add(scaling.name().toLowerCase(Locale.ROOT));
        }
        if (pca != null) {
            words.add("pca " + pca);
        }
        if (whiten != null) {
            words.add("whiten " + whiten);
        }
        return words.isEmpty() ? NO_PREPARATION : String.join(", ", words);
    }

    private static int checked(String option, int components, DataSet set) {
        int most = Math.min(set.points().rows(), set.points().columns());
        if (components < 1 || components > most) {
            throw new IllegalArgumentException(option + " must be between 1 and " + most + " for these data, but was " + components);
        }
        return components;
    }
}
