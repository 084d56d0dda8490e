package dev.starling.core;

import dev.starling.api.Normalization;
import dev.starling.api.Recipe;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.start.Start;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/// How large a start is where its shape says nothing of that. Sizes that are tried are powers of two, which cost no digit.
///
/// Where weights are not normalized all pairs repel each other, and the size at which attraction balances them grows with the number of points: by UMAP's
/// cost a map of 20,000 points has a standard deviation of a hundred. A start far below that tears clusters while it grows. A cost of distances has
/// one best size for every shape; coordinates in another unit than the data are far from it, where optimizers stand still or take the shape apart. And
/// the map of a sample is as large as its kernels want it, and that of all points larger; made a spot, many points would stay one under a cost that is
/// bounded, as the Jensen-Shannon divergence is, since each is about as far from all there. Where attraction is exaggerated a spot is what is wanted.
enum StartSize {
    KNOWN,
    OF_THE_DATA,
    OPEN;

    /// From 1e-4 to 1e10, where nothing repels any more.
    private static final int MOST_DOUBLINGS = 48;

    /// Powers of two from this exponent on are not known by heart.
    private static final int SHORT = 10;

    /// @param start null for the usual one
    static StartSize of(Plan plan, @Nullable Start start) {
        boolean ofDistances = plan.composition() instanceof Composition.OfDistances;
        if (start instanceof Start.Given) {
            return ofDistances ? OF_THE_DATA : KNOWN;
        }
        boolean normalized = ofDistances || ((Composition.OfProbabilities) plan.composition()).normalization() != Normalization.NONE;
        return normalized && !(start instanceof Start.Sample && keepsMapOfSample(plan.recipe())) ? KNOWN : OPEN;
    }

    /// The standard deviation that the map of a sample is brought to; 0 where it stays as large as it is.
    static double ofSample(Recipe recipe) {
        return keepsMapOfSample(recipe) ? 0 : recipe.spread();
    }

    private static boolean keepsMapOfSample(Recipe recipe) {
        return recipe.exaggeration() == 1;
    }

    /// The start, doubled until its cost would rise.
    ///
    /// @param y coordinates, dimension-major
    static double[] grown(EmbeddingObjective objective, double[] y) {
        return scaled(y, furthest(objective, y, 0, 1));
    }

    /// The start for distances, as it is given or from the size of the data on halved or doubled while its cost falls, if that is lower. From far below nothing
    /// would seem to fall: there the cost is that of one spot but for rounding.
    ///
    /// @param y     coordinates in about the size of the data
    /// @param given exponent of the power of two that they are given times
    /// @param note  hears if it is another
    static double[] fitted(EmbeddingObjective objective, double[] y, int given, Consumer<String> note) {
        int best = furthest(objective, y, furthest(objective, y, 0, 1), -1);
        int exponent = objective.value(scaled(y, given)) <= objective.value(scaled(y, best)) ? given : best;
        if (exponent != given) {
            note.accept("the start is " + byPowerOfTwo(exponent - given) + ", to have distances like those of the data");
        }
        return scaled(y, exponent);
    }

    /// From an exponent on, step by step, the last before the cost would not fall.
    private static int furthest(EmbeddingObjective objective, double[] y, int exponent, int step) {
        double cost = objective.value(scaled(y, exponent));
        int at = exponent;
        for (int k = 0; k < MOST_DOUBLINGS; k++) {
            double next = objective.value(scaled(y, at + step));
            if (!(next < cost)) {
                break;
            }
            at += step;
            cost = next;
        }
        return at;
    }

    private static String byPowerOfTwo(int exponent) {
        int size = Math.abs(exponent);
        String factor = size < SHORT ? String.valueOf(1 << size) : String.format(Locale.ROOT, "2^%d, about %.2g", size, Math.scalb(1.0, size));
        return (exponent > 0 ? "multiplied by " : "divided by ") + factor;
    }

    private static double[] scaled(double[] y, int exponent) {
        return exponent == 0 ? y : Arrays.stream(y).map(c -> Math.scalb(c, exponent)).toArray();
    }
}
