package dev.starling.api;

import org.apiguardian.api.API;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is put together to a method. Parts are named; a user may exchange each of them.
///
/// @param cost           name of a [Cost]
/// @param kernel         name of a [Kernel]; empty for a distance cost
/// @param transform      name of a [Transform]
/// @param normalization  how weights become q
/// @param affinity       how calibrated rows become P
/// @param dataPrecisions whether the kernel has each point's precision of the data, instead of 1
/// @param weighted       whether w_ij is multiplied by the importance of both points, their degree in P
/// @param optimizer      name of an [Optimizer]
/// @param settings       values that differ from the parts' own defaults: `kernel.alpha`, `cost.lambda`, `optimizer.momentum`
/// @param learned        parameters of the kernel or the transform that are optimized with the coordinates
/// @param exaggeration   factor on the attraction in the first iterations; 1 for none
/// @param exaggerated    number of those iterations
/// @param iterations     number of iterations unless the user says otherwise
/// @param spread         standard deviation of the first coordinate at the start; 0 to start from unscaled principal components. Where weights are not
///                       normalized, a start is doubled as often as its cost falls
@API(status = API.Status.STABLE, since = "1.0")
public record Recipe(
        String cost,
        String kernel,
        String transform,
        Normalization normalization,
        Affinity affinity,
        boolean dataPrecisions,
        boolean weighted,
        String optimizer,
        SortedMap<String, Double> settings,
        SortedMap<String, Sharing> learned,
        double exaggeration,
        int exaggerated,
        int iterations,
        double spread) {

    /// Whether a learned parameter is one number, or one for each point.
    @API(status = API.Status.STABLE, since = "1.0")
    public enum Sharing {
        ALL_POINTS,
        EACH_POINT
    }

    public Recipe {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        learned = Collections.unmodifiableSortedMap(new TreeMap<>(learned));
    }

    /// A probability cost over a kernel, with plain gradient descent and no exaggeration.
    public static Recipe of(String cost, String kernel, Normalization normalization, Affinity affinity) {
        Builder builder = new Builder(cost);
        builder.kernel = kernel;
        builder.normalization = normalization;
        builder.affinity = affinity;
        builder.spread = 1e-4;
        return builder.build();
    }

    /// The same, where P is normalized as q is: by rows, or as one distribution.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Recipe of(String cost, String kernel, Normalization normalization) {
        return of(cost, kernel, normalization, normalization == Normalization.POINT ? Affinity.ROW : Affinity.JOINT);
    }

    /// A distance cost.
    public static Recipe of(String distanceCost) {
        return new Builder(distanceCost).build();
    }

    /// With values for some settings.
    public Recipe with(Map<String, Double> more) {
        Builder builder = new Builder(this);
        builder.settings.putAll(more);
        return builder.build();
    }

    /// With a parameter, such as `kernel.alpha`, that is optimized with the coordinates; its value in the settings is where it begins.
    public Recipe learning(String parameter, Sharing sharing) {
        Builder builder = new Builder(this);
        builder.learned.put(parameter, sharing);
        return builder.build();
    }

    public Recipe withCost(String name) {
        Builder builder = new Builder(this);
        builder.cost = name;
        return builder.build();
    }

    public Recipe withKernel(String name) {
        Builder builder = new Builder(this);
        builder.kernel = name;
        return builder.build();
    }

    public Recipe withTransform(String name) {
        Builder builder = new Builder(this);
        builder.transform = name;
        return builder.build();
    }

    public Recipe withNormalization(Normalization how) {
        Builder builder = new Builder(this);
        builder.normalization = how;
        return builder.build();
    }

    public Recipe withAffinity(Affinity how) {
        Builder builder = new Builder(this);
        builder.affinity = how;
        return builder.build();
    }

    public Recipe withOptimizer(String name) {
        Builder builder = new Builder(this);
        builder.optimizer = name;
        return builder.build();
    }

    /// With each point's precision of the data for the kernel.
    public Recipe withDataPrecisions() {
        Builder builder = new Builder(this);
        builder.dataPrecisions = true;
        return builder.build();
    }

    /// With weights multiplied by the importance of both points.
    public Recipe weightedByDegree() {
        Builder builder = new Builder(this);
        builder.weighted = true;
        return builder.build();
    }

    public Recipe exaggeratedBy(double factor, int iterations) {
        Builder builder = new Builder(this);
        builder.exaggeration = factor;
        builder.exaggerated = iterations;
        return builder.build();
    }

    public Recipe forIterations(int number) {
        Builder builder = new Builder(this);
        builder.iterations = number;
        return builder.build();
    }

    public Recipe startingAt(double standardDeviation) {
        Builder builder = new Builder(this);
        builder.spread = standardDeviation;
        return builder.build();
    }

    /// A recipe while it is put together: the one place that knows the order of its components.
    private static final class Builder {
        private String cost;
        private String kernel = "";
        private String transform = "squared";
        private Normalization normalization = Normalization.NONE;
        private Affinity affinity = Affinity.RAW;
        private boolean dataPrecisions;
        private boolean weighted;
        private String optimizer = "gradient-descent";
        private final SortedMap<String, Double> settings = new TreeMap<>();
        private final SortedMap<String, Sharing> learned = new TreeMap<>();
        private double exaggeration = 1;
        private int exaggerated;
        private int iterations = 1000;
        private double spread;

        Builder(String cost) {
            this.cost = cost;
        }

        Builder(Recipe recipe) {
            cost = recipe.cost;
            kernel = recipe.kernel;
            transform = recipe.transform;
            normalization = recipe.normalization;
            affinity = recipe.affinity;
            dataPrecisions = recipe.dataPrecisions;
            weighted = recipe.weighted;
            optimizer = recipe.optimizer;
            settings.putAll(recipe.settings);
            learned.putAll(recipe.learned);
            exaggeration = recipe.exaggeration;
            exaggerated = recipe.exaggerated;
            iterations = recipe.iterations;
            spread = recipe.spread;
        }

        Recipe build() {
            return new Recipe(
                    cost, kernel, transform, normalization, affinity, dataPrecisions, weighted, optimizer, settings, learned, exaggeration,
                    exaggerated, iterations, spread);
        }
    }
}
