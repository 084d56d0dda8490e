package dev.starling.benchmarks.byhand;

import jdk.incubator.vector.DoubleVector;

import java.lang.invoke.MethodHandles;

import static dev.starling.benchmarks.byhand.KernelForm.*;
import static jdk.incubator.vector.VectorOperators.ADD;

/// The logarithms of the Jensen-Shannon divergence at κ = ½, each taken once: with k = q ln(z/q), which is -h/2, and e = -∂ ln w/∂s
///
///     Σ k,  Σ (kᵢⱼ + kⱼᵢ) e (yᵢ - yⱼ),  and where there is one S also  Σ w e (yᵢ - yⱼ)
///
/// The sum of h is a factor of what else pulls, so that needs no logarithm again.
final class JensenShannonPass implements Loop {
    private static final Form FORM = Form.of(MethodHandles.lookup());
    private static final KernelForm KERNEL = FORM.kernel();
    private static final boolean BY_POINT = FORM.pointWise();

    /// Less is no affinity.
    private static final double LEAST = 0x1p-126;

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public void run(Pairs pairs, int i, int from, int to) {
        double[] x = pairs.x;
        double[] y = pairs.y;
        double[] p = pairs.p;
        int row = i * pairs.n;
        double[] sums = pairs.ofColumns[Pairs.FIRST_SUM];
        double[] pullX = pairs.ofColumns[Pairs.FIRST_PULL];
        double[] pullY = pairs.ofColumns[Pairs.FIRST_PULL + 1];
        double[] brakeX = pairs.ofColumns[Pairs.SECOND_PULL];
        double[] brakeY = pairs.ofColumns[Pairs.SECOND_PULL + 1];
        DoubleVector x0 = all(x[i]);
        DoubleVector y0 = all(y[i]);
        DoubleVector reciprocal = all(pairs.reciprocals[i]);
        DoubleVector k0 = all(0);
        DoubleVector px = k0;
        DoubleVector py = k0;
        DoubleVector bx = k0;
        DoubleVector by = k0;
        for (int j = from; j < to; j += SPECIES.length()) {
            DoubleVector dx = x0.sub(DoubleVector.fromArray(SPECIES, x, j));
            DoubleVector dy = y0.sub(DoubleVector.fromArray(SPECIES, y, j));
            DoubleVector core = core(KERNEL, base(KERNEL, dx, dy));
            DoubleVector w = KERNEL == HEAVY_TAILED ? core.mul(core) : core;
            DoubleVector pj = DoubleVector.fromArray(SPECIES, p, row + j);
            DoubleVector k = term(pj, w.mul(reciprocal));
            k0 = k0.add(k);
            if (BY_POINT) {
                DoubleVector turned = term(pj, w.mul(DoubleVector.fromArray(SPECIES, pairs.reciprocals, j)));
                DoubleVector.fromArray(SPECIES, sums, j).add(turned).intoArray(sums, j);
                k = k.add(turned);
            } else {
                DoubleVector brake = KERNEL == GAUSSIAN ? w : core.mul(w);
                bx = brake.fma(dx, bx);
                by = brake.fma(dy, by);
                brake.fma(dx, DoubleVector.fromArray(SPECIES, brakeX, j)).intoArray(brakeX, j);
                brake.fma(dy, DoubleVector.fromArray(SPECIES, brakeY, j)).intoArray(brakeY, j);
            }
            DoubleVector pull = KERNEL == GAUSSIAN ? k : core.mul(k);
            px = pull.fma(dx, px);
            py = pull.fma(dy, py);
            pull.fma(dx, DoubleVector.fromArray(SPECIES, pullX, j)).intoArray(pullX, j);
            pull.fma(dy, DoubleVector.fromArray(SPECIES, pullY, j)).intoArray(pullY, j);
        }
        double[][] rows = pairs.ofRows;
        rows[Pairs.FIRST_SUM][i] += k0.reduceLanes(ADD);
        rows[Pairs.FIRST_PULL][i] += px.reduceLanes(ADD);
        rows[Pairs.FIRST_PULL + 1][i] += py.reduceLanes(ADD);
        if (!BY_POINT) {
            rows[Pairs.SECOND_PULL][i] += bx.reduceLanes(ADD);
            rows[Pairs.SECOND_PULL + 1][i] += by.reduceLanes(ADD);
        }
    }

    /// q ln(z/q) with z = (p + q)/2. Its error is a rounding of q, also where z is near q and the logarithm near 0.
    private static DoubleVector term(DoubleVector p, DoubleVector q) {
        return q.mul(logOfNormal(p.div(q.max(all(LEAST))).fma(all(0.5), all(0.5))));
    }
}
