package dev.starling.core.exact;

import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopFormula.Pairs;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.jspecify.annotations.Nullable;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A question and the loops that answer it: one for all rows, which may meet each pair once, and one for chosen rows, made when some are first
/// asked for.
final class ExactPass implements Pass {
    private final PassFormula question;
    private final LoopPass everyRow;
    private final Function<Pairs, LoopPass> loops;
    private @Nullable LoopPass rowByRow;

    ExactPass(
            PassFormula question, Precision precision, Workers workers, Backend backend, UnaryOperator<DenseMatrix> transpose) {
        this.question = question;
        loops = pairs -> new LoopPass(question, pairs, precision, workers, backend, transpose);
        everyRow = loops.apply(pairs(question));
    }

    /// Each pair is met once, unless a sum differs between (i, j) and (j, i).
    private static Pairs pairs(PassFormula question) {
        if (question.met() == PassFormula.Met.NON_ZERO) {
            return Pairs.NON_ZERO;
        }
        if (!question.sums().stream().allMatch(question.leaves()::isSymmetric)) {
            return Pairs.ORDERED;
        }
        return question.totals() ? Pairs.UNORDERED_TOTALS : Pairs.UNORDERED;
    }

    @Override
    public RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p) {
        return switch (asked) {
            case Rows.All _ -> everyRow.run(positions, asked, values, p);
            case Rows.Chosen _ -> rowByRow().run(positions, asked, values, p);
        };
    }

    private LoopPass rowByRow() {
        LoopPass known = rowByRow;
        if (known == null) {
            known = question.met() == PassFormula.Met.NON_ZERO ? everyRow : loops.apply(Pairs.ORDERED);
            rowByRow = known;
        }
        return known;
    }

    @Override
    public void warmUp() {
        everyRow.warmUp();
    }

    @Override
    public Backend backend() {
        return everyRow.backend();
    }
}
