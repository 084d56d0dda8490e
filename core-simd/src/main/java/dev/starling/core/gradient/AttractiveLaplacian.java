package dev.starling.core.gradient;

import dev.starling.api.Laplacian;
import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.PassFormula.Met;
import dev.starling.core.pairs.Positions;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;

import static dev.starling.api.expr.tree.Algebra.HALF;
import static dev.starling.api.expr.tree.Algebra.product;
import static dev.starling.api.expr.tree.Algebra.sum;

/// The Laplacian of the weights of a matrix of pairs, made symmetric: wᵢⱼ = factor · (pᵢⱼ + pⱼᵢ)/2. Its product with x is the pull of springs of
/// these stiffnesses on points at places x of a line; so engines sum it up like any pull.
final class AttractiveLaplacian implements Laplacian {
    private static final LeafValues NO_VALUES = new LeafValues(Map.of(), Map.of());

    private final PairMatrix weights;
    private final DoubleSupplier factor;
    private final List<PairEngine> engines;

    /// Made when it is first needed.
    private @Nullable Pass pulls;

    /// @param factor  asked anew at each product
    AttractiveLaplacian(PairMatrix weights, DoubleSupplier factor, List<PairEngine> engines) {
        this.weights = weights;
        this.factor = factor;
        this.engines = engines;
    }

    private Expr weight() {
        return weights.symmetric() ? Leaves.INPUT : product(HALF, sum(Leaves.INPUT, Leaves.TRANSPOSED_INPUT));
    }

    private Pass pass(List<Expr> sums, List<Expr> pulls) {
        Met met = weights instanceof SparseMatrix ? Met.NON_ZERO : Met.ALL;
        Leaves leaves = new Leaves(Set.of(), weights.symmetric());
        return PairEngine.first(engines, new PassFormula(1, met, leaves, false, sums, pulls), Precision.DOUBLE);
    }

    private Pass pulls() {
        Pass known = pulls;
        if (known == null) {
            known = pass(List.of(), List.of(weight()));
            pulls = known;
        }
        return known;
    }

    @Override
    public void multiply(double[] x, double[] out) {
        double scale = factor.getAsDouble();
        double[] product = pulls().run(Positions.of(x, weights.n(), 1), NO_VALUES, weights).pulls()[0];
        for (int i = 0; i < product.length; i++) {
            out[i] = scale * product[i];
        }
    }

    @Override
    public double[] diagonal() {
        double scale = factor.getAsDouble();
        Positions anywhere = Positions.of(new double[weights.n()], weights.n(), 1);
        double[] diagonal = pass(List.of(weight()), List.of()).run(anywhere, NO_VALUES, weights).sums()[0];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] *= scale;
        }
        return diagonal;
    }
}
