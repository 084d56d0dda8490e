package dev.starling.core.gradient;

import dev.starling.api.Normalization;
import dev.starling.api.expr.tree.Elementary;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.core.base.FixedSum;
import dev.starling.core.base.NumericalException;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Positions;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What weights are divided by, on each scale, and what else formulas know of it: its logarithm, the sum of h, and the shift of ln w where
/// the sum has underflowed. One number each for all pairs; by row, one a point.
///
/// @param byRow  whether each row is a distribution of its own
record Partitions(List<Chain.Scale> scales, boolean byRow, int n) {
    /// Below this a sum of weights has lost digits to underflow, and the weights are computed again with a shift.
    private static final double SMALLEST_SUM = 0x1p-500;

    private static final String NO_WEIGHT =
            " are 0: the kernel vanishes at every distance there; take a kernel with a tail, or points that lie closer together";

    static Partitions of(Chain chain, Normalization normalization, int n) {
        return new Partitions(chain.normalized ? chain.scales : List.of(), normalization == Normalization.POINT, n);
    }

    /// Names of the leaves that are numbers of points because of it.
    List<String> ofPoints() {
        return byRow
                ? scales.stream()
                        .flatMap(scale -> Stream.of(Kept.values()).map(scale::name))
                        .toList()
                : List.of();
    }

    /// What they leave in formulas that is never 0.
    Set<Leaf> neverZero() {
        return scales.stream().map(scale -> scale.leaf(Kept.RECIPROCAL_PARTITION)).collect(Collectors.toSet());
    }

    /// Row sums of weights, by scale.
    double[][] sums(Passes.Found found) {
        return IntStream.range(0, scales.size()).mapToObj(u -> found.rowsOf(new Quantity.Partition(u))).toArray(double[][]::new);
    }

    /// Begins with no shift.
    void setNoShift(LeafValues values) {
        for (Chain.Scale scale : scales) {
            if (byRow) {
                values.points().put(scale.name(Kept.SHIFT), new double[DenseMatrix.strideOf(n)]);
            } else {
                values.scalars().put(scale.name(Kept.SHIFT), 0.0);
            }
        }
    }

    /// Sets the shift of sums that have underflowed to the largest ln w, that of the smallest distance; returns whether there are any.
    ///
    /// @param sums  of weights, by scale and row
    boolean shiftWhereUnderflown(Positions y, double[][] sums, LeafValues values) {
        boolean any = false;
        for (int u = 0; u < scales.size(); u++) {
            Chain.Scale scale = scales.get(u);
            if (!scale.exponential()) {
                continue;
            }
            if (byRow) {
                double[] shift = values.point(scale.name(Kept.SHIFT));
                for (int i = 0; i < n; i++) {
                    if (!(sums[u][i] >= SMALLEST_SUM)) {
                        shift[i] = largestLogWeight(scale, y, i, values);
                        any = true;
                    }
                }
            } else if (!(FixedSum.of(sums[u], 0, n) >= SMALLEST_SUM)) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < n; i++) {
                    largest = Math.max(largest, largestLogWeight(scale, y, i, values));
                }
                values.scalars().put(scale.name(Kept.SHIFT), largest);
                any = true;
            }
        }
        return any;
    }

    private double largestLogWeight(Chain.Scale scale, Positions y, int i, LeafValues values) {
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            if (j != i) {
                least = Math.min(least, y.squaredDistance(i, j));
            }
        }
        double squared = least;
        return Evaluation.of(
                scale.logWeight(),
                leaf -> leaf.equals(Chain.SQUARED_DISTANCE) ? squared
                        : values.points().containsKey(leaf) ? values.point(leaf)[i] : values.scalar(leaf));
    }

    /// @param sums  of weights, by scale and row
    void set(LeafValues values, double[][] sums) {
        for (int u = 0; u < scales.size(); u++) {
            if (byRow) {
                setByRow(values, scales.get(u), sums[u]);
            } else {
                double sum = FixedSum.of(sums[u], 0, n);
                if (sum == 0) {
                    throw new NumericalException("all weights" + NO_WEIGHT);
                }
                values.scalars().put(scales.get(u).name(Kept.RECIPROCAL_PARTITION), 1 / sum);
                values.scalars().put(scales.get(u).name(Kept.LOG_PARTITION), Elementary.log(sum));
            }
        }
    }

    private void setByRow(LeafValues values, Chain.Scale scale, double[] sums) {
        double[] reciprocals = new double[DenseMatrix.strideOf(n)];
        double[] logarithms = new double[DenseMatrix.strideOf(n)];
        for (int i = 0; i < n; i++) {
            if (sums[i] == 0) {
                throw new NumericalException("all weights of point " + i + NO_WEIGHT);
            }
            reciprocals[i] = 1 / sums[i];
            logarithms[i] = Elementary.log(sums[i]);
        }
        values.points().put(scale.name(Kept.RECIPROCAL_PARTITION), reciprocals);
        values.points().put(scale.name(Kept.LOG_PARTITION), logarithms);
    }

    /// Adds up h, and sets the sums among the values of what has been found.
    void setSumsOfH(Passes.Found found) {
        double[][] sums = IntStream.range(0, scales.size()).mapToObj(u -> found.rowsOf(new Quantity.SumOfH(u))).toArray(double[][]::new);
        for (int u = 0; u < scales.size(); u++) {
            String name = scales.get(u).name(Kept.SUM_OF_H);
            if (byRow) {
                found.values().points().put(name, Positions.padded(sums[u]));
            } else {
                found.values().scalars().put(name, FixedSum.of(sums[u], 0, n));
            }
        }
    }
}
