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
/// @param spread         standard deviation of the first coordinate at the start; 0 to start from unscaled principal components
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
        return new Recipe(
                cost, kernel, "squared", normalization, affinity, false, false, "gradient-descent", new TreeMap<>(),
                new TreeMap<>(), 1, 0, 1000, 1e-4);
    }

    /// A distance cost.
    public static Recipe of(String distanceCost) {
        return new Recipe(
                distanceCost, "", "squared", Normalization.NONE, Affinity.RAW, false, false, "gradient-descent", new TreeMap<>(),
                new TreeMap<>(), 1, 0, 1000, 0);
    }

    public Recipe with(Map<String, Double> more) {
        SortedMap<String, Double> all = new TreeMap<>(settings);
        all.putAll(more);
        return new Recipe(
                cost, kernel, transform, normalization, affinity, dataPrecisions, weighted, optimizer, all,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    /// With a parameter, such as `kernel.alpha`, that is optimized with the coordinates; its value in the settings is where it begins.
    public Recipe learning(String parameter, Sharing sharing) {
        SortedMap<String, Sharing> all = new TreeMap<>(learned);
        all.put(parameter, sharing);
        return new Recipe(
                cost, kernel, transform, normalization, affinity, dataPrecisions, weighted, optimizer, settings,
                all, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withCost(String name) {
        return new Recipe(
                name, kernel, transform, normalization, affinity, dataPrecisions, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withKernel(String name) {
        return new Recipe(
                cost, name, transform, normalization, affinity, dataPrecisions, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withTransform(String name) {
        return new Recipe(
                cost, kernel, name, normalization, affinity, dataPrecisions, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withNormalization(Normalization how) {
        return new Recipe(
                cost, kernel, transform, how, affinity, dataPrecisions, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withAffinity(Affinity how) {
        return new Recipe(
                cost, kernel, transform, normalization, how, dataPrecisions, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withOptimizer(String name) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, dataPrecisions, weighted, name, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    /// With each point's precision of the data for the kernel.
    public Recipe withDataPrecisions() {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, true, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    /// With weights multiplied by the importance of both points.
    public Recipe weightedByDegree() {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, dataPrecisions, true, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe exaggeratedBy(double factor, int iterations) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, dataPrecisions, weighted, optimizer, settings,
                learned, factor, iterations, this.iterations, spread);
    }

    public Recipe forIterations(int number) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, dataPrecisions, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, number, spread);
    }

    public Recipe startingAt(double standardDeviation) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, dataPrecisions, weighted, optimizer, settings,
                learned, exaggeration, exaggerated, iterations, standardDeviation);
    }
}
