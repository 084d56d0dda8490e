package dev.starling.app.pipeline.input;

import dev.starling.app.data.DataSet;
import dev.starling.core.Preparation;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// What a user wants done to the columns. Scaling comes before principal components.
///
/// @param pca    how many principal components are kept, or null
/// @param whiten how many are kept and brought to variance 1, or null
/// @param kinds  of columns, where numbers and categories are mixed by Gower's distance; or null
public record Preparing(Scaling scaling, @Nullable Integer pca, @Nullable Integer whiten, @Nullable ColumnKinds kinds) {
    public Preparing {
        if (kinds != null && (scaling != Scaling.NONE || pca != null || whiten != null)) {
            throw new IllegalArgumentException("--metric gower takes numbers by their ranges: leave out --prepare, --pca and --whiten");
        }
    }

    public enum Scaling {
        NONE,
        RANGE,
        STANDARDIZE
    }

    public boolean isNothing() {
        return scaling == Scaling.NONE && pca == null && whiten == null && kinds == null;
    }

    /// How many columns there are afterwards.
    public int columns(DataSet set) {
        return pca != null ? pca : whiten != null ? whiten : set.points().columns();
    }

    /// The columns of a table, prepared.
    ///
    /// @param rotates whether distances may differ where all components are kept
    /// @param note    hears what a user should know of it
    /// @throws IllegalArgumentException if it cannot be done to these data
    Points applied(DataSet set, Points points, boolean rotates, Workers workers, Consumer<String> note) {
        if (kinds != null) {
            return kinds.of(set);
        }
        Preparation asked = of(set);
        if (!rotates && pca != null && pca == points.columns()) {
            note.accept("all " + pca + " components have the distances of the columns, which are taken as they are");
            return new Preparing(scaling, null, null, null).of(set).apply(points, workers, note);
        }
        return asked.apply(points, workers, note);
    }

    private Preparation of(DataSet set) {
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

    private static int checked(String option, int components, DataSet set) {
        int most = Math.min(set.points().rows(), set.points().columns());
        if (components < 1 || components > most) {
            throw new IllegalArgumentException(option + " must be between 1 and " + most + " for these data, but was " + components);
        }
        return components;
    }

    /// In the words of the command line: `standardize, pca 50`.
    public String describe() {
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
        if (kinds != null) {
            words.add(kinds.describe());
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
