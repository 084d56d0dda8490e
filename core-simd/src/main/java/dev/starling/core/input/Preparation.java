package dev.starling.core.input;

import dev.starling.core.Workers;
import org.apiguardian.api.API;

import java.util.List;

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

    /// The first principal components, each scaled to standard deviation 1; those without variance stay 0.
    record Whiten(int components) implements Preparation {}

    /// One after the other.
    record Steps(List<Preparation> steps) implements Preparation {
        public Steps {
            steps = List.copyOf(steps);
        }
    }

    /// The prepared points.
    default Points apply(Points points, Workers workers) {
        return switch (this) {
            case None() -> points;
            case Range() -> scaled(points, (least, most, _) -> most - least, (least, _) -> least);
            case Standardize() -> scaled(points, (_, _, deviation) -> deviation, (_, mean) -> mean);
            case Pca(int components) -> PrincipalComponents.of(points, components, workers).scores();
            case Whiten(int components) -> {
                Points scores = PrincipalComponents.of(points, components, workers).scores();
                yield scaled(scores, (_, _, deviation) -> deviation, (_, mean) -> mean);
            }
            case Steps(List<Preparation> steps) -> {
                Points prepared = points;
                for (Preparation step : steps) {
                    prepared = step.apply(prepared, workers);
                }
                yield prepared;
            }
        };
    }

    /// How wide a column is, from its least and largest value and its deviation.
    private static Points scaled(Points points, Width width, Origin origin) {
        int n = points.rows();
        int d = points.columns();
        double[] values = points.values().clone();
        for (int k = 0; k < d; k++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            double mean = 0;
            for (int i = 0; i < n; i++) {
                double value = values[i * d + k];
                least = Math.min(least, value);
                most = Math.max(most, value);
                mean += value / n;
            }
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double difference = values[i * d + k] - mean;
                squares += difference * difference / n;
            }
            double by = least == most ? 0 : width.of(least, most, Math.sqrt(squares));
            double from = origin.of(least, mean);
            for (int i = 0; i < n; i++) {
                values[i * d + k] = by == 0 ? 0 : (values[i * d + k] - from) / by;
            }
        }
        return Points.own(n, d, values);
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
