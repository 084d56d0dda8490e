package dev.starling.core;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.start.ComponentDoubts;
import dev.starling.core.start.PrincipalComponents;
import org.apiguardian.api.API;

import java.util.List;
import java.util.function.Consumer;

/// What is done to the columns before distances are taken.
@API(status = API.Status.STABLE, since = "1.0")
public sealed interface Preparation {
    /// The columns as they are.
    record None() implements Preparation {}

    /// Every column to the range 0 to 1; a constant column to 0.
    record Range() implements Preparation {}

    /// Every column to mean 0 and standard deviation 1; a constant column to 0.
    record Standardize() implements Preparation {}

    /// The first principal components.
    record Pca(int components) implements Preparation {}

    /// The first principal components, each scaled to standard deviation 1; those without variance, or with no more than rounding of the
    /// values leaves, are 0.
    record Whiten(int components) implements Preparation {}

    /// One after the other.
    record Steps(List<Preparation> steps) implements Preparation {
        public Steps {
            steps = List.copyOf(steps);
        }
    }

    /// Whether prepared columns have the unit of the data.
    default boolean keepsUnit() {
        return switch (this) {
            case None _, Pca _ -> true;
            case Range _, Standardize _, Whiten _ -> false;
            case Steps(List<Preparation> steps) -> steps.stream().allMatch(Preparation::keepsUnit);
        };
    }

    /// The prepared points.
    default Points apply(Points points, Workers workers) {
        return apply(points, workers, _ -> {});
    }

    /// The prepared points.
    ///
    /// @param note hears what a user should know of them
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default Points apply(Points points, Workers workers, Consumer<String> note) {
        return switch (this) {
            case None() -> points;
            case Range() -> scaled(points, workers, (least, most, _) -> most - least, (least, _) -> least);
            case Standardize() -> scaled(points, workers, (_, _, deviation) -> deviation, (_, mean) -> mean);
            case Pca(int components) -> {
                PrincipalComponents found = PrincipalComponents.of(points, components, components, workers, note);
                new ComponentDoubts(points, found).notes().forEach(note);
                Points scores = found.scores();
                int exponent = points.exponent();
                // They are found of points in range, and have the unit of the data again.
                yield exponent == 0 ? scores : Points.owning(scores.rows(), scores.columns(), Points.divided(scores.sharedValues(), -exponent));
            }
            case Whiten(int components) -> {
                PrincipalComponents found = PrincipalComponents.of(points, components, components, workers, note);
                ComponentDoubts doubts = new ComponentDoubts(points, found);
                doubts.notes().forEach(note);
                yield scaled(doubts.withoutRounding(note).scores(), workers, (_, _, deviation) -> deviation, (_, mean) -> mean);
            }
            case Steps(List<Preparation> steps) -> {
                Points prepared = points;
                for (Preparation step : steps) {
                    prepared = step.apply(prepared, workers, note);
                }
                yield prepared;
            }
        };
    }

    /// Takes the origin from every column and divides by its width. Columns are first brought between −1 and 1 by a power of two, which
    /// is exact and keeps sums and squares from overflowing; then their first value is taken off, so that a large offset costs no digits.
    private static Points scaled(Points points, Workers workers, Width width, Origin origin) {
        int d = points.columns();
        double[] values = points.sharedValues().clone();
        workers.run(d, k -> scale(values, k, d, width, origin));
        return Points.owning(points.rows(), d, values);
    }

    private static void scale(double[] values, int k, int d, Width width, Origin origin) {
        int n = values.length / d;
        double[] column = new double[n];
        double size = 0;
        for (int i = 0; i < n; i++) {
            size = Math.max(size, Math.abs(values[i * d + k]));
        }
        int exponent = size == 0 ? 0 : Points.exponentAbove(size);
        double first = n == 0 ? 0 : Math.scalb(values[k], -exponent);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            column[i] = Math.scalb(values[i * d + k], -exponent) - first;
            least = Math.min(least, column[i]);
            most = Math.max(most, column[i]);
            sum += column[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares = Math.fma(column[i] - mean, column[i] - mean, squares);
        }
        double by = least == most ? 0 : width.of(least, most, Math.sqrt(squares / n));
        double from = origin.of(least, mean);
        for (int i = 0; i < n; i++) {
            values[i * d + k] = by == 0 ? 0 : (column[i] - from) / by;
        }
    }

    /// Width of a column.
    @FunctionalInterface
    interface Width {
        double of(double least, double most, double deviation);
    }

    /// What of a column becomes 0.
    @FunctionalInterface
    interface Origin {
        double of(double least, double mean);
    }
}
