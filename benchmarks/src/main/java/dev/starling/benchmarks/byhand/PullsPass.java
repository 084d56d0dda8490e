package dev.starling.benchmarks.byhand;

import jdk.incubator.vector.DoubleVector;

import java.lang.invoke.MethodHandles;

import static dev.starling.benchmarks.byhand.KernelForm.*;
import static jdk.incubator.vector.VectorOperators.ADD;

/// The pulls of a point-wise mixture of KL(P‖Q) and KL(Q‖P), once all sums are known: with r = ln(p/w), e = -∂ ln w/∂s, Rᵢ = 1/Sᵢ and
/// brakes Bᵢ
///
///     Σ e [2λ p + w ((1-λ) r (Rᵢ + Rⱼ) - (Bᵢ + Bⱼ))] (yᵢ - yⱼ)
///
/// and of any other cost the part with the brakes.
final class PullsPass implements Loop {
    private static final Form FORM = Form.of(MethodHandles.lookup());
    private static final KernelForm KERNEL = FORM.kernel();
    private static final double LAMBDA = FORM.cost().lambda;
    private static final boolean REVERSE = FORM.cost().hasReversePart();
    private static final boolean FORWARD = FORM.cost().hasForwardPart();
    private static final int ROWS = REVERSE || KERNEL == GAUSSIAN ? 1 : 2;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public void run(Pairs pairs, int i, int from, int to) {
        double[] x = pairs.x;
        double[] y = pairs.y;
        int row0 = i * pairs.n;
        int row1 = (i + ROWS - 1) * pairs.n;
        double[] pullX = pairs.ofColumns[Pairs.FIRST_PULL];
        double[] pullY = pairs.ofColumns[Pairs.FIRST_PULL + 1];
        DoubleVector x0 = all(x[i]);
        DoubleVector y0 = all(y[i]);
        DoubleVector reciprocal0 = all(pairs.reciprocals[i]);
        DoubleVector brake0 = all(pairs.brakes[i]);
        DoubleVector x1 = all(x[i + ROWS - 1]);
        DoubleVector y1 = all(y[i + ROWS - 1]);
        DoubleVector brake1 = all(pairs.brakes[i + ROWS - 1]);
        DoubleVector px0 = all(0);
        DoubleVector py0 = px0;
        DoubleVector px1 = px0;
        DoubleVector py1 = px0;
        for (int j = from; j < to; j += SPECIES.length()) {
            DoubleVector xj = DoubleVector.fromArray(SPECIES, x, j);
            DoubleVector yj = DoubleVector.fromArray(SPECIES, y, j);
            DoubleVector brakes = DoubleVector.fromArray(SPECIES, pairs.brakes, j);
            DoubleVector dx = x0.sub(xj);
            DoubleVector dy = y0.sub(yj);
            DoubleVector base = base(KERNEL, dx, dy);
            DoubleVector core = core(KERNEL, base);
            DoubleVector factor = brake0.add(brakes).neg();
            if (REVERSE) {
                DoubleVector p = DoubleVector.fromArray(SPECIES, pairs.p, row0 + j).max(all(HandWrittenGradient.FLOOR));
                DoubleVector both = reciprocal0.add(DoubleVector.fromArray(SPECIES, pairs.reciprocals, j)).mul(all(1 - LAMBDA));
                factor = logRatio(KERNEL, base, p).fma(both, factor).mul(weight(KERNEL, core));
                factor = FORWARD ? p.fma(all(2 * LAMBDA), factor) : factor;
            } else {
                DoubleVector w = KERNEL == HEAVY_TAILED ? core.mul(core) : core;
                factor = FORWARD ? factor.fma(w, DoubleVector.fromArray(SPECIES, pairs.p, row0 + j).mul(all(2 * LAMBDA))) : factor.mul(w);
            }
            DoubleVector pull = KERNEL == GAUSSIAN ? factor : core.mul(factor);
            px0 = pull.fma(dx, px0);
            py0 = pull.fma(dy, py0);
            DoubleVector atX = pull.fma(dx, DoubleVector.fromArray(SPECIES, pullX, j));
            DoubleVector atY = pull.fma(dy, DoubleVector.fromArray(SPECIES, pullY, j));
            if (ROWS == 2) {
                DoubleVector ex = x1.sub(xj);
                DoubleVector ey = y1.sub(yj);
                DoubleVector other = core(KERNEL, base(KERNEL, ex, ey));
                DoubleVector w = KERNEL == HEAVY_TAILED ? other.mul(other) : other;
                DoubleVector of1 = brake1.add(brakes).neg();
                of1 = FORWARD ? of1.fma(w, DoubleVector.fromArray(SPECIES, pairs.p, row1 + j).mul(all(2 * LAMBDA))) : of1.mul(w);
                DoubleVector pull1 = KERNEL == GAUSSIAN ? of1 : other.mul(of1);
                px1 = pull1.fma(ex, px1);
                py1 = pull1.fma(ey, py1);
                atX = pull1.fma(ex, atX);
                atY = pull1.fma(ey, atY);
            }
            atX.intoArray(pullX, j);
            atY.intoArray(pullY, j);
        }
        double[][] rows = pairs.ofRows;
        rows[Pairs.FIRST_PULL][i] += px0.reduceLanes(ADD);
        rows[Pairs.FIRST_PULL + 1][i] += py0.reduceLanes(ADD);
        if (ROWS == 2) {
            rows[Pairs.FIRST_PULL][i + 1] += px1.reduceLanes(ADD);
            rows[Pairs.FIRST_PULL + 1][i + 1] += py1.reduceLanes(ADD);
        }
    }
}
