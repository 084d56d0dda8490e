package dev.starling.core.exact;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.LoopFormula.Pairs;
import dev.starling.core.compile.Storage;
import dev.starling.core.compile.rewrite.LoopForm;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.PairLeaf;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import dev.starling.core.pairs.Separable;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import static dev.starling.api.expr.tree.Algebra.TWO;

/// A question compiled to a loop. Factors that are one number are left out of the loop, and multiplied to its sums.
final class LoopPass {
    private final LoopCompiler.Compiled compiled;
    private final AllPairs<?> all;
    private final NonZeroPairs nonZero;
    private final PassFormula question;
    private final List<Separable.Term> sums;
    private final List<Separable.Term> pulls;

    LoopPass(
            PassFormula question, Pairs pairs, Precision precision, Workers workers, Backend backend,
            UnaryOperator<DenseMatrix> transpose) {
        this.question = question;
        List<Separable.Term> hoisted = LoopForm.of(question.formulas().toList()).stream()
                .map(e -> Separable.hoisted(e, question.leaves()))
                .toList();
        List<Separable.Term> ofSums = hoisted.subList(0, question.sums().size());
        sums = pairs == Pairs.UNORDERED_TOTALS ? ofSums.stream().map(sum -> sum.times(TWO)).toList() : ofSums;
        pulls = hoisted.subList(ofSums.size(), hoisted.size());
        Precision used = pairs == Pairs.NON_ZERO ? Precision.DOUBLE : precision;
        compiled = LoopCompiler.compile(loop(question, pairs, parts(sums), parts(pulls)), used, backend);
        Inputs inputs = new Inputs(question.leaves(), compiled);
        all = new AllPairs<>(inputs, Storage.of(used), workers, transpose);
        nonZero = new NonZeroPairs(inputs, workers);
    }

    private static List<Expr> parts(List<Separable.Term> terms) {
        return terms.stream().map(Separable.Term::part).toList();
    }

    private static LoopFormula loop(PassFormula question, Pairs pairs, List<Expr> sums, List<Expr> pulls) {
        TreeSet<String> names = new TreeSet<>();
        sums.forEach(e -> names.addAll(e.leaves()));
        pulls.forEach(e -> names.addAll(e.leaves()));
        List<String> matrices = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        List<String> constants = new ArrayList<>();
        for (String name : names) {
            switch (question.leaves().meaning(name)) {
                case PairLeaf.Distance _ -> {}
                case PairLeaf.Matrix _ -> matrices.add(name);
                case PairLeaf.OfColumn _ -> columns.add(name);
                case PairLeaf.OfRow _ -> rows.add(name);
                case PairLeaf.Scalar _ -> constants.add(name);
            }
        }
        return new LoopFormula(question.dimensions(), pairs, matrices, columns, rows, constants, sums, pulls);
    }

    Backend backend() {
        return compiled.running();
    }

    void warmUp() {
        compiled.warmUp();
    }

    RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p) {
        int count = asked.count(positions.n());
        RowSums rows = RowSums.zero(question, count);
        Destinations destinations = Destinations.of(rows, question.dimensions(), count);
        switch (p) {
            case SparseMatrix sparse when question.met() == PassFormula.Met.NON_ZERO ->
                nonZero.run(positions, asked, sparse, values, destinations);
            case DenseMatrix dense -> all.run(positions, asked, dense, values, destinations);
            case null, default -> all.run(positions, asked, null, values, destinations);
        }
        multiply(rows.sums(), sums, values);
        multiply(rows.pulls(), pulls, values);
        return rows;
    }

    private static void multiply(double[][] rows, List<Separable.Term> terms, LeafValues values) {
        for (int k = 0; k < terms.size(); k++) {
            double factor = values.of(terms.get(k).coefficient());
            if (factor != 1) {
                for (int i = 0; i < rows[k].length; i++) {
                    rows[k][i] *= factor;
                }
            }
        }
    }
}
