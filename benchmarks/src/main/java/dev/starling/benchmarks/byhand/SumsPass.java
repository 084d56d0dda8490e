package dev.starling.benchmarks.byhand;

import jdk.incubator.vector.DoubleVector;

import java.lang.invoke.MethodHandles;

import static dev.starling.benchmarks.byhand.KernelForm.*;
import static jdk.incubator.vector.VectorOperators.ADD;

/// Σ w, and for a cost with ln(q/p) in it Σ w r with r = ln(p/w), of which the sum of h follows without another pass.
final class SumsPass implements Loop {
    private static final Form FORM = Form.of(MethodHandles.lookup());
    private static final KernelForm KERNEL = FORM.kernel();
    private static final boolean REVERSE = FORM.cost().hasReversePart();
    private static final boolean BY_POINT = FORM.pointWise();

    // A division alone leaves room for a second row.
    private static final int ROWS = REVERSE || KERNEL == GAUSSIAN ? 1 : 2;

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public void run(Pairs pairs, int i, int from, int to) {
        double[] x = pairs.x;
        double[] y = pairs.y;
        int row = i * pairs.n;
        double[] sums = pairs.ofColumns[Pairs.FIRST_SUM];
        double[] reverseSums = pairs.ofColumns[Pairs.SECOND_SUM];
        DoubleVector x0 = all(x[i]);
        DoubleVector y0 = all(y[i]);
        DoubleVector x1 = all(x[i + ROWS - 1]);
        DoubleVector y1 = all(y[i + ROWS - 1]);
        DoubleVector w0 = all(0);
        DoubleVector w1 = w0;
        DoubleVector wr0 = w0;
        for (int j = from; j < to; j += SPECIES.length()) {
            DoubleVector xj = DoubleVector.fromArray(SPECIES, x, j);
            DoubleVector yj = DoubleVector.fromArray(SPECIES, y, j);
            DoubleVector base = base(KERNEL, x0.sub(xj), y0.sub(yj));
            DoubleVector w = weight(KERNEL, core(KERNEL, base));
            w0 = w0.add(w);
            if (REVERSE) {
                DoubleVector p = DoubleVector.fromArray(SPECIES, pairs.p, row + j).max(all(HandWrittenGradient.FLOOR));
                DoubleVector wr = w.mul(logRatio(KERNEL, base, p));
                wr0 = wr0.add(wr);
                if (BY_POINT) {
                    DoubleVector.fromArray(SPECIES, reverseSums, j).add(wr).intoArray(reverseSums, j);
                }
            }
            if (ROWS == 2) {
                DoubleVector v = weight(KERNEL, core(KERNEL, base(KERNEL, x1.sub(xj), y1.sub(yj))));
                w1 = w1.add(v);
                w = w.add(v);
            }
            if (BY_POINT) {
                DoubleVector.fromArray(SPECIES, sums, j).add(w).intoArray(sums, j);
            }
        }
        double[][] rows = pairs.ofRows;
        rows[Pairs.FIRST_SUM][i] += w0.reduceLanes(ADD);
        if (REVERSE) {
            rows[Pairs.SECOND_SUM][i] += wr0.reduceLanes(ADD);
        }
        if (ROWS == 2) {
            rows[Pairs.FIRST_SUM][i + 1] += w1.reduceLanes(ADD);
        }
    }
}
