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
/// @param optimizer      name of an [Optimizer]
/// @param settings       values that differ from the parts' own defaults: `kernel.alpha`, `cost.lambda`, `optimizer.momentum`
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
        String optimizer,
        SortedMap<String, Double> settings,
        double exaggeration,
        int exaggerated,
        int iterations,
        double spread) {

    public Recipe {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /// A probability cost over a kernel, with plain gradient descent and no exaggeration.
    public static Recipe of(String cost, String kernel, Normalization normalization, Affinity affinity) {
        return new Recipe(
                cost, kernel, "squared", normalization, affinity, "gradient-descent", new TreeMap<>(), 1, 0, 1000, 1e-4);
    }

    /// A distance cost.
    public static Recipe of(String distanceCost) {
        return new Recipe(
                distanceCost, "", "squared", Normalization.NONE, Affinity.RAW, "gradient-descent", new TreeMap<>(), 1, 0, 1000, 0);
    }

    public Recipe with(Map<String, Double> more) {
        SortedMap<String, Double> all = new TreeMap<>(settings);
        all.putAll(more);
        return new Recipe(
                cost, kernel, transform, normalization, affinity, optimizer, all, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withCost(String name) {
        return new Recipe(
                name, kernel, transform, normalization, affinity, optimizer, settings, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withKernel(String name) {
        return new Recipe(
                cost, name, transform, normalization, affinity, optimizer, settings, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withTransform(String name) {
        return new Recipe(
                cost, kernel, name, normalization, affinity, optimizer, settings, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withNormalization(Normalization how) {
        return new Recipe(
                cost, kernel, transform, how, affinity, optimizer, settings, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withAffinity(Affinity how) {
        return new Recipe(
                cost, kernel, transform, normalization, how, optimizer, settings, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe withOptimizer(String name) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, name, settings, exaggeration, exaggerated, iterations, spread);
    }

    public Recipe exaggeratedBy(double factor, int iterations) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, optimizer, settings, factor, iterations, this.iterations, spread);
    }

    public Recipe forIterations(int number) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, optimizer, settings, exaggeration, exaggerated, number, spread);
    }

    public Recipe startingAt(double standardDeviation) {
        return new Recipe(
                cost, kernel, transform, normalization, affinity, optimizer, settings, exaggeration, exaggerated, iterations,
                standardDeviation);
    }
}
