package dev.starling.core.far;

import dev.starling.core.base.Precision;
import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// An engine all of whose answers are compared with the exact ones, row by row.
final class Audited implements PairEngine {
    private final PairEngine engine;
    private final PairEngine exact;
    int answers;
    double worst;
    String worstQuestion = "";

    Audited(PairEngine engine, PairEngine exact) {
        this.engine = engine;
        this.exact = exact;
    }

    @Override
    public Optional<Pass> pass(PassFormula question, Precision precision) {
        return engine.pass(question, precision).map(pass -> new Pass() {
            private final Audit audit = new Audit(question, exact, Integer.MAX_VALUE);

            @Override
            public RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p) {
                RowSums answer = pass.run(positions, asked, values, p);
                double error = audit.error(answer, positions, values, 0);
                answers++;
                if (error > worst) {
                    worst = error;
                    worstQuestion = question.toString();
                }
                return answer;
            }

            @Override
            public Backend backend() {
                return pass.backend();
            }
        });
    }

    @Override
    public double tolerance() {
        return engine.tolerance();
    }
}
