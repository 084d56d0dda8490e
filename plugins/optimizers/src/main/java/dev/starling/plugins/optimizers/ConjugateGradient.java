package dev.starling.plugins.optimizers;

import dev.starling.api.Arguments;
import dev.starling.api.Objective;
import dev.starling.api.Optimizer;
import dev.starling.api.Parameter;

import java.util.List;

/// Nonlinear conjugate gradients with the factor of Polak and Ribière, not below 0 (PR+):
///
///     direction ← −g + max(0, g·(g − g′) / g′·g′) · direction,     g the gradient, g′ the one before
///
/// along which a step is searched that satisfies the strong Wolfe conditions, closely. The first trial has the first-order change of
/// the cost that the last step had.
///
/// Sources: Polak & Ribière, "Note sur la convergence de méthodes de directions conjuguées", RIRO 16, 1969; Gilbert & Nocedal,
/// "Global convergence properties of conjugate gradient methods for optimization", SIAM J. Optimization 2, 1992.
public final class ConjugateGradient implements Optimizer {
    @Override
    public String name() {
        return "conjugate-gradient";
    }

    @Override
    public String summary() {
        return "conjugate gradients (PR+) with a strong Wolfe line search; the cost never rises";
    }

    @Override
    public List<Parameter> parameters() {
        return LineSearchRun.parameters(
                MoreThuente.SUFFICIENT_DECREASE, MoreThuente.EXACT_CURVATURE, MoreThuente.MAX_EVALUATIONS);
    }

    @Override
    public Run start(Objective objective, double[] y, Arguments given) {
        Memory memory = new Memory();
        Conjugate directions = new Conjugate(y.length, memory);
        return new LineSearchRun(
                objective, y, given, memory, directions, new MoreThuente(objective, y.length, given, MoreThuente.EXACT_CURVATURE));
    }

    private static final class Conjugate implements Directions {
        private final double[] lastDirection;
        private final double[] lastGradient;
        private final double[] lastStep;
        private final double[] lastSlope;

        /// 1 if there was a last step.
        private final double[] known;

        Conjugate(int length, Memory memory) {
            lastDirection = memory.array("last-direction", length);
            lastGradient = memory.array("last-gradient", length);
            lastStep = memory.number("last-step");
            lastSlope = memory.number("last-slope");
            known = memory.number("last-known");
        }

        @Override
        public void choose(double[] gradient, double[] direction) {
            Vectors.scale(-1, gradient, direction);
            if (known[0] == 1) {
                double change = Vectors.dot(gradient, gradient) - Vectors.dot(gradient, lastGradient);
                Vectors.add(Math.max(0, change / Vectors.dot(lastGradient, lastGradient)), lastDirection, direction);
            }
        }

        @Override
        public double firstTrial(double slope, double cautious) {
            return known[0] == 1 ? lastStep[0] * lastSlope[0] / slope : cautious;
        }

        @Override
        public void learn(double[] direction, double step, double slope, double[] before, double[] after) {
            Vectors.copy(direction, lastDirection);
            Vectors.copy(before, lastGradient);
            lastStep[0] = step;
            lastSlope[0] = slope;
            known[0] = 1;
        }

        @Override
        public void forget() {
            known[0] = 0;
        }
    }
}
