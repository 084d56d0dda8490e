package dev.starling.core.gradient;

import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The stages of schedules over one matrix, and the engines that answer them. Each is asked for when it is first needed.
final class Passes {
    private final PairMatrix p;
    private final int dimensions;
    private final boolean totals;
    private final List<PairEngine> engines;

    /// Of schedules that differ in some stages, the others are the same.
    private final Map<Stage, StagePass> byFormula = new HashMap<>();

    private final IdentityHashMap<Stage, StagePass> known = new IdentityHashMap<>();

    /// @param totals  whether of sums no more is meant than the total over all rows
    Passes(PairMatrix p, int dimensions, boolean totals, List<PairEngine> engines) {
        this.p = p;
        this.dimensions = dimensions;
        this.totals = totals;
        this.engines = engines;
    }

    StagePass of(Stage stage) {
        return known.computeIfAbsent(stage, _ -> byFormula.computeIfAbsent(
                stage, _ -> new StagePass(stage, PairEngine.first(engines, stage.question(dimensions, totals), stage.precision()))));
    }

    /// What the stages of a schedule find at a position.
    ///
    /// @param values  of leaves; what is found out later is to be put there
    Found at(Positions y, Schedule schedule, LeafValues values) {
        return new Found(y, schedule, values);
    }

    /// What has been found at one position. A stage is run when something that it contributes to is first asked for.
    final class Found {
        private final Positions y;
        private final Schedule schedule;
        private final LeafValues values;
        private final IdentityHashMap<StagePass, RowSums> rows = new IdentityHashMap<>();

        private Found(Positions y, Schedule schedule, LeafValues values) {
            this.y = y;
            this.schedule = schedule;
            this.values = values;
        }

        Positions y() {
            return y;
        }

        LeafValues values() {
            return values;
        }

        /// Row sums.
        double[] rowsOf(Quantity quantity) {
            double[] total = new double[y.n()];
            addTo(total, quantity);
            return total;
        }

        void addTo(double[] total, Quantity quantity) {
            for (Stage stage : schedule.stagesOf(quantity)) {
                StagePass answer = of(stage);
                answer.addTo(total, quantity, rows.computeIfAbsent(answer, _ -> answer.run(y, values, p)), values);
            }
        }
    }
}
