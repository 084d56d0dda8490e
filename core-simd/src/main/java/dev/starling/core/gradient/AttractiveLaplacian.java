package dev.starling.core.gradient;

import dev.starling.api.Laplacian;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Composition;

import java.util.function.DoubleSupplier;

/// The Laplacian of the weights of a matrix of pairs, made symmetric: wᵢⱼ = factor · (pᵢⱼ + pⱼᵢ)/2.
///
/// Each row is summed from its first column to its last, so that the number of threads changes nothing.
final class AttractiveLaplacian implements Laplacian {
    /// Rows of one block of work: few enough to share out, enough to be worth it.
    private static final int ROWS = 32;

    private final int n;
    private final Row rows;
    private final DoubleSupplier factor;
    private final Workers workers;

    /// Σⱼ (pᵢⱼ + pⱼᵢ)/2 · (xᵢ − xⱼ), or without x the sum of the weights.
    private interface Row {
        double product(int i, double[] x);

        double sum(int i);
    }

    private AttractiveLaplacian(int n, Row rows, DoubleSupplier factor, Workers workers) {
        this.n = n;
        this.rows = rows;
        this.factor = factor;
        this.workers = workers;
    }

    /// @param factor  asked anew at each product
    static AttractiveLaplacian of(PairMatrix weights, DoubleSupplier factor, Workers workers) {
        Row rows = switch (weights) {
            case DenseMatrix matrix -> new DenseRows(matrix, matrix.transposed());
            case SparseMatrix matrix -> new SparseRows(matrix);
        };
        return new AttractiveLaplacian(weights.n(), rows, factor, workers);
    }

    /// ½ ∂²c/∂d² at d = r: 1 for metric scaling, whose direction is then that of SMACOF, 1/r for Sammon's. 0 where it is no number above 0.
    static DenseMatrix stiffnesses(Composition.OfDistances parts, DenseMatrix distances) {
        Expr r = Expr.leaf("r");
        Expr d = Expr.leaf("d");
        Expr curvature = parts.cost().cost(r, d, parts.costArguments()).derivative(d).derivative(d);
        double[] stiffnesses = new double[distances.values().length];
        for (int i = 0; i < distances.n(); i++) {
            for (int j = 0; j < distances.n(); j++) {
                double distance = distances.get(i, j);
                double stiffness = i == j ? 0 : Evaluation.of(curvature, _ -> distance) / 2;
                stiffnesses[i * distances.stride() + j] = stiffness > 0 && stiffness < Double.POSITIVE_INFINITY ? stiffness : 0;
            }
        }
        return new DenseMatrix(distances.n(), distances.stride(), stiffnesses, distances.symmetric());
    }

    @Override
    public void multiply(double[] x, double[] out) {
        double scale = factor.getAsDouble();
        workers.run((n + ROWS - 1) / ROWS, block -> {
            for (int i = block * ROWS; i < Math.min(n, (block + 1) * ROWS); i++) {
                out[i] = scale * rows.product(i, x);
            }
        });
    }

    @Override
    public double[] diagonal() {
        double[] diagonal = new double[n];
        for (int i = 0; i < n; i++) {
            diagonal[i] = factor.getAsDouble() * rows.sum(i);
        }
        return diagonal;
    }

    private record DenseRows(DenseMatrix matrix, DenseMatrix transposed) implements Row {
        @Override
        public double product(int i, double[] x) {
            double[] own = matrix.values();
            double[] turned = transposed.values();
            int start = i * matrix.stride();
            double even = 0;
            double odd = 0;
            // Two accumulators: an add takes some cycles to finish, and with one each would wait for the last.
            int j = 0;
            for (; j + 1 < matrix.n(); j += 2) {
                even += (own[start + j] + turned[start + j]) * (x[i] - x[j]);
                odd += (own[start + j + 1] + turned[start + j + 1]) * (x[i] - x[j + 1]);
            }
            if (j < matrix.n()) {
                even += (own[start + j] + turned[start + j]) * (x[i] - x[j]);
            }
            return (even + odd) / 2;
        }

        @Override
        public double sum(int i) {
            double sum = 0;
            for (int j = 0; j < matrix.n(); j++) {
                sum += matrix.get(i, j) + transposed.get(i, j);
            }
            return sum / 2;
        }
    }

    private record SparseRows(SparseMatrix matrix) implements Row {
        @Override
        public double product(int i, double[] x) {
            double sum = 0;
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                sum += (matrix.values()[e] + matrix.transposed()[e]) * (x[i] - x[matrix.columns()[e]]);
            }
            return sum / 2;
        }

        @Override
        public double sum(int i) {
            double sum = 0;
            for (int e = matrix.starts()[i]; e < matrix.starts()[i + 1]; e++) {
                sum += matrix.values()[e] + matrix.transposed()[e];
            }
            return sum / 2;
        }
    }
}
