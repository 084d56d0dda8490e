package dev.starling.core.plan;

import dev.starling.api.Recipe;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import org.apiguardian.api.API;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Values that points have of their own in an objective, worked out from the data: precisions, importances, and room for what is
/// learned point by point.
///
/// @param composition the plan's, on as many scales as there are precisions
/// @param values      by name of the leaf, one a point
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record PointValues(Composition composition, Map<String, double[]> values) {

    /// @param perplexities those that P was made with; empty for given P or distances
    /// @param precisions   βᵢ of the data for each of them
    public static PointValues of(
            Plan plan, PairMatrix matrix, List<Perplexity> perplexities, List<double[]> precisions, int dimensions) {
        if (!(plan.composition() instanceof Composition.OfProbabilities parts)) {
            return new PointValues(plan.composition(), Map.of());
        }
        Map<String, double[]> values = new HashMap<>();
        Composition.OfProbabilities composition = parts;
        if (plan.recipe().dataPrecisions()) {
            if (precisions.isEmpty()) {
                throw new IllegalArgumentException("the kernel is to have the precisions of the data, which a given matrix does not tell: "
                        + "hand them over (--precisions)");
            }
            composition = parts.onScales(precisions.size());
            for (int u = 0; u < precisions.size(); u++) {
                values.put(composition.precision(u), finite(precisions.get(u)));
            }
        } else if (perplexities.size() > 1 && parts.kernel().hasPrecision()) {
            composition = parts.onScales(perplexities.size());
            for (int u = 0; u < perplexities.size(); u++) {
                double[] same = new double[matrix.n()];
                Arrays.fill(same, multiscalePrecision(perplexities.get(u), dimensions));
                values.put(composition.precision(u), same);
            }
        }
        if (parts.weighted()) {
            values.put(Composition.OfProbabilities.IMPORTANCE, degrees(matrix));
        }
        for (LearnedParameter parameter : plan.learned()) {
            if (parameter.sharing() == Recipe.Sharing.EACH_POINT) {
                double[] start = new double[matrix.n()];
                Arrays.fill(start, parameter.start());
                values.put(parameter.leaf(), start);
            }
        }
        return new PointValues(composition, values);
    }

    /// β = ½ K^(−2/D): in D dimensions K points fill a ball whose radius grows like K^(1/D). Lee, Peluffo-Ordóñez & Verleysen (2015).
    private static double multiscalePrecision(Perplexity perplexity, int dimensions) {
        return 0.5 * Elementary.pow(perplexity.value(), -2.0 / dimensions);
    }

    /// Rows of ties have an infinite precision; they get the largest finite one.
    private static double[] finite(double[] precisions) {
        double largest = Arrays.stream(precisions).filter(Double::isFinite).max().orElse(1);
        return Arrays.stream(precisions).map(beta -> Math.min(beta, largest)).toArray();
    }

    /// The degree of a point in P + Pᵀ, relative to the mean; a point that has nothing gets the least that any has.
    private static double[] degrees(PairMatrix p) {
        int n = p.n();
        double[] degrees = new double[n];
        for (int i = 0; i < n; i++) {
            switch (p) {
                case DenseMatrix _ -> {
                    for (int j = 0; j < n; j++) {
                        degrees[i] += p.get(i, j) + p.get(j, i);
                    }
                }
                case SparseMatrix sparse -> {
                    for (int e = sparse.starts()[i]; e < sparse.starts()[i + 1]; e++) {
                        degrees[i] += sparse.values().at(e) + sparse.transposed().at(e);
                    }
                }
            }
        }
        double mean = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double degree : degrees) {
            mean += degree / n;
            least = degree > 0 ? Math.min(least, degree) : least;
        }
        double floor = least;
        double by = mean;
        return Arrays.stream(degrees).map(degree -> Math.max(degree, floor) / by).toArray();
    }
}
