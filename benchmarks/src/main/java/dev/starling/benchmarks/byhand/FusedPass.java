package dev.starling.benchmarks.byhand;

import jdk.incubator.vector.DoubleVector;

import java.lang.invoke.MethodHandles;

import static dev.starling.benchmarks.byhand.KernelForm.*;
import static jdk.incubator.vector.VectorOperators.ADD;

/// All that a mixture of KL(P‖Q) and KL(Q‖P) over all pairs needs, in one pass: with r = ln(p/w), e = -∂ ln w/∂s and Δ = yᵢ - yⱼ
///
///     Σ w,  Σ w r,  Σ w r e Δ,  Σ w e Δ,  Σ p e Δ
///
/// of which the gradient is made up with factors that depend on S and H only. Nothing but pulls is added to columns.
final class FusedPass implements Loop {
    private static final Form FORM = Form.of(MethodHandles.lookup());
    private static final KernelForm KERNEL = FORM.kernel();
    private static final boolean REVERSE = FORM.cost().hasReversePart();
    private static final boolean FORWARD = FORM.cost().hasForwardPart();

    // Without logarithms and exponentials there are registers for the sums of two rows.
    private static final int ROWS = REVERSE || KERNEL == GAUSSIAN ? 1 : 2;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public void run(Pairs pairs, int i, int from, int to) {
        double[] x = pairs.x;
        double[] y = pairs.y;
        double[] p = pairs.p;
        int row0 = i * pairs.n;
        int row1 = (i + ROWS - 1) * pairs.n;
        double[] reverseX = pairs.ofColumns[Pairs.FIRST_PULL];
        double[] reverseY = pairs.ofColumns[Pairs.FIRST_PULL + 1];
        double[] brakeX = pairs.ofColumns[Pairs.SECOND_PULL];
        double[] brakeY = pairs.ofColumns[Pairs.SECOND_PULL + 1];
        double[] forwardX = pairs.ofColumns[Pairs.THIRD_PULL];
        double[] forwardY = pairs.ofColumns[Pairs.THIRD_PULL + 1];
        DoubleVector zero = all(0);
        DoubleVector x0 = all(x[i]);
        DoubleVector y0 = all(y[i]);
        DoubleVector x1 = all(x[i + ROWS - 1]);
        DoubleVector y1 = all(y[i + ROWS - 1]);
        DoubleVector w0 = zero;
        DoubleVector w1 = zero;
        DoubleVector wr0 = zero;
        DoubleVector rx0 = zero;
        DoubleVector ry0 = zero;
        DoubleVector bx0 = zero;
        DoubleVector by0 = zero;
        DoubleVector bx1 = zero;
        DoubleVector by1 = zero;
        DoubleVector fx0 = zero;
        DoubleVector fy0 = zero;
        DoubleVector fx1 = zero;
        DoubleVector fy1 = zero;
        for (int j = from; j < to; j += SPECIES.length()) {
            DoubleVector xj = DoubleVector.fromArray(SPECIES, x, j);
            DoubleVector yj = DoubleVector.fromArray(SPECIES, y, j);
            DoubleVector dx = x0.sub(xj);
            DoubleVector dy = y0.sub(yj);
            DoubleVector base = base(KERNEL, dx, dy);
            DoubleVector pj = DoubleVector.fromArray(SPECIES, p, row0 + j);
            DoubleVector core = core(KERNEL, base);
            DoubleVector ratio = zero;
            if (REVERSE) {
                pj = pj.max(all(HandWrittenGradient.FLOOR));
                ratio = logRatio(KERNEL, base, pj);
            }
            DoubleVector w = KERNEL == HEAVY_TAILED ? core.mul(core) : core;
            w0 = w0.add(w);
            DoubleVector brake = KERNEL == GAUSSIAN ? w : core.mul(w);
            bx0 = brake.fma(dx, bx0);
            by0 = brake.fma(dy, by0);
            DoubleVector atX = brake.fma(dx, DoubleVector.fromArray(SPECIES, brakeX, j));
            DoubleVector atY = brake.fma(dy, DoubleVector.fromArray(SPECIES, brakeY, j));
            if (REVERSE) {
                DoubleVector wr = w.mul(ratio);
                wr0 = wr0.add(wr);
                DoubleVector reverse = KERNEL == GAUSSIAN ? wr : core.mul(wr);
                rx0 = reverse.fma(dx, rx0);
                ry0 = reverse.fma(dy, ry0);
                reverse.fma(dx, DoubleVector.fromArray(SPECIES, reverseX, j)).intoArray(reverseX, j);
                reverse.fma(dy, DoubleVector.fromArray(SPECIES, reverseY, j)).intoArray(reverseY, j);
            }
            DoubleVector pAtX = zero;
            DoubleVector pAtY = zero;
            if (FORWARD) {
                DoubleVector forward = KERNEL == GAUSSIAN ? pj : core.mul(pj);
                fx0 = forward.fma(dx, fx0);
                fy0 = forward.fma(dy, fy0);
                pAtX = forward.fma(dx, DoubleVector.fromArray(SPECIES, forwardX, j));
                pAtY = forward.fma(dy, DoubleVector.fromArray(SPECIES, forwardY, j));
            }
            if (ROWS == 2) {
                DoubleVector ex = x1.sub(xj);
                DoubleVector ey = y1.sub(yj);
                DoubleVector core1 = core(KERNEL, base(KERNEL, ex, ey));
                DoubleVector v = KERNEL == HEAVY_TAILED ? core1.mul(core1) : core1;
                w1 = w1.add(v);
                DoubleVector brake1 = KERNEL == GAUSSIAN ? v : core1.mul(v);
                bx1 = brake1.fma(ex, bx1);
                by1 = brake1.fma(ey, by1);
                atX = brake1.fma(ex, atX);
                atY = brake1.fma(ey, atY);
                DoubleVector p1 = DoubleVector.fromArray(SPECIES, p, row1 + j);
                DoubleVector forward = KERNEL == GAUSSIAN ? p1 : core1.mul(p1);
                fx1 = forward.fma(ex, fx1);
                fy1 = forward.fma(ey, fy1);
                pAtX = forward.fma(ex, pAtX);
                pAtY = forward.fma(ey, pAtY);
            }
            atX.intoArray(brakeX, j);
            atY.intoArray(brakeY, j);
            if (FORWARD) {
                pAtX.intoArray(forwardX, j);
                pAtY.intoArray(forwardY, j);
            }
        }
        double[][] rows = pairs.ofRows;
        rows[Pairs.FIRST_SUM][i] += w0.reduceLanes(ADD);
        rows[Pairs.SECOND_PULL][i] += bx0.reduceLanes(ADD);
        rows[Pairs.SECOND_PULL + 1][i] += by0.reduceLanes(ADD);
        if (REVERSE) {
            rows[Pairs.SECOND_SUM][i] += wr0.reduceLanes(ADD);
            rows[Pairs.FIRST_PULL][i] += rx0.reduceLanes(ADD);
            rows[Pairs.FIRST_PULL + 1][i] += ry0.reduceLanes(ADD);
        }
        if (FORWARD) {
            rows[Pairs.THIRD_PULL][i] += fx0.reduceLanes(ADD);
            rows[Pairs.THIRD_PULL + 1][i] += fy0.reduceLanes(ADD);
        }
        if (ROWS == 2) {
            rows[Pairs.FIRST_SUM][i + 1] += w1.reduceLanes(ADD);
            rows[Pairs.SECOND_PULL][i + 1] += bx1.reduceLanes(ADD);
            rows[Pairs.SECOND_PULL + 1][i + 1] += by1.reduceLanes(ADD);
            rows[Pairs.THIRD_PULL][i + 1] += fx1.reduceLanes(ADD);
            rows[Pairs.THIRD_PULL + 1][i + 1] += fy1.reduceLanes(ADD);
        }
    }
}
