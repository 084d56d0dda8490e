package dev.starling.core.stiffness;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.plan.Composition;
import org.apiguardian.api.API;

/// How stiffly a cost of distances holds pairs of points, by their distance r in the data: half of ∂²c/∂d² at d = r.
///
/// @param curvature ∂²c/∂d²
@API(status = API.Status.INTERNAL, since = "1.0")
public record Stiffness(Expr curvature) {
    public static Stiffness of(Composition.OfDistances parts) {
        Expr d = Expr.leaf("d");
        return new Stiffness(parts.cost().cost(Expr.leaf("r"), d, parts.costArguments()).derivative(d).derivative(d));
    }

    /// 0 where it is no number above 0.
    public double at(double distance) {
        double stiffness = Evaluation.of(curvature, _ -> distance) / 2;
        return stiffness > 0 && stiffness < Double.POSITIVE_INFINITY ? stiffness : 0;
    }

    /// That of every pair: 1 for metric scaling, whose direction is then that of SMACOF, 1/r for Sammon's.
    public DenseMatrix ofPairs(DenseMatrix distances) {
        double[] stiffnesses = new double[distances.values().length];
        for (int i = 0; i < distances.n(); i++) {
            for (int j = 0; j < distances.n(); j++) {
                stiffnesses[i * distances.stride() + j] = i == j ? 0 : at(distances.get(i, j));
            }
        }
        return DenseMatrix.trusted(distances.n(), distances.stride(), stiffnesses, distances.symmetric());
    }

    /// What a map costs, but for a factor, whose distances are off by all of themselves.
    public double usualCost(DenseMatrix distances) {
        double distance = usualDistance(distances);
        return at(distance) * distance * distance * distances.n() * distances.n();
    }

    /// Root of the mean square.
    static double usualDistance(DenseMatrix distances) {
        double squares = 0;
        for (double distance : distances.values()) {
            squares = Math.fma(distance, distance, squares);
        }
        double n = distances.n();
        return Math.sqrt(squares / n / (n - 1));
    }
}
