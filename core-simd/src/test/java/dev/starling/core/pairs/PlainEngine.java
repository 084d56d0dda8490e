package dev.starling.core.pairs;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Evaluation;
import dev.starling.core.base.Precision;
import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/// An engine as its contract says it, pair after pair and formula after formula: shows that the seam is one, and what others are held to.
public final class PlainEngine implements PairEngine {
    @Override
    public Optional<Pass> pass(PassFormula question, Precision precision) {
        return Optional.of(new PlainPass(question));
    }

    @Override
    public double tolerance() {
        return 1e-12;
    }

    private record PlainPass(PassFormula question) implements Pass {
        @Override
        public RowSums run(Positions y, Rows asked, LeafValues values, @Nullable PairMatrix p) {
            int count = asked.count(y.n());
            RowSums rows = RowSums.zero(question, count);
            for (int row = 0; row < count; row++) {
                for (int j = 0; j < y.n(); j++) {
                    if (j != asked.point(row) && isMet(asked.point(row), j, p)) {
                        add(new Pair(question.leaves(), y, asked.point(row), j, values, p), row, count, rows);
                    }
                }
            }
            return rows;
        }

        private boolean isMet(int i, int j, @Nullable PairMatrix p) {
            return switch (question.met()) {
                case ALL -> true;
                case NON_ZERO -> p instanceof SparseMatrix sparse && (sparse.get(i, j) != 0 || sparse.get(j, i) != 0);
            };
        }

        private void add(Pair pair, int row, int count, RowSums rows) {
            for (int s = 0; s < question.sums().size(); s++) {
                rows.sums()[s][row] += pair.value(question.sums().get(s));
            }
            for (int k = 0; k < question.pulls().size(); k++) {
                double pull = pair.value(question.pulls().get(k));
                for (int d = 0; d < question.dimensions(); d++) {
                    double[] along = pair.y.coordinates()[d];
                    rows.pulls()[k][d * count + row] += pull * (along[pair.i] - along[pair.j]);
                }
            }
        }

        @Override
        public Backend backend() {
            return Backend.INTERPRET;
        }
    }

    /// An ordered pair.
    private record Pair(Leaves leaves, Positions y, int i, int j, LeafValues values, @Nullable PairMatrix p) {
        double value(Expr formula) {
            return Evaluation.of(formula, leaf -> switch (leaves.meaning(leaf)) {
                case PairLeaf.Distance distance -> y.squaredDistance(i, j) + (distance == PairLeaf.Distance.SQUARED ? 0 : 1);
                case PairLeaf.Matrix.OWN -> Objects.requireNonNull(p).get(i, j);
                case PairLeaf.Matrix.TRANSPOSED -> Objects.requireNonNull(p).get(j, i);
                case PairLeaf.OfRow(String name) -> values.point(name)[i];
                case PairLeaf.OfColumn(String name) -> values.point(name)[j];
                case PairLeaf.Scalar(String name) -> values.scalar(name);
            });
        }
    }
}
