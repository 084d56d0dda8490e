package dev.starling.benchmarks.byhand;

import dev.starling.api.Normalization;
import dev.starling.api.expr.tree.Elementary;

import java.util.Arrays;
import java.util.Locale;

/// The whole gradient of a cost × kernel × normalization in the plane with a dense, symmetric P, on one thread, written for these few
/// formulas: the measure of what generated code could reach. Precision 1, λ = ½, α = ½, κ = ½.
///
/// It does all that somebody would who has only this one formula to write: each pair is met once; a logarithm serves the sum of h and
/// the pull, and ln p - ln w is one logarithm; what is multiplied by S or H is summed without them; sums of p are taken once. It leaves
/// out what a general program can't: another order of sums is fine, weights may not underflow altogether, n is a multiple of eight.
///
/// Run with `-XX:-ClipInlining -XX:InlineSmallCode=20000`: else the JIT stops inlining in the longer loops, or leaves out a function
/// that it has compiled by itself, and vectors go through the heap. The longest loops meet a third limit, on the nodes of a method, that
/// no flag moves: a combination whose gradient allocates megabytes (`-prof gc` shows it) is no measure of anything yet.
public final class HandWrittenGradient {
    static final int MULTIPLE = 8;
    static final double FLOOR = 0x1p-52;

    /// Columns whose sums stay in the first cache.
    private static final int TILE = 512;

    private static final double LN_FLOOR = Elementary.log(FLOOR);
    private static final double LN_HALF = Elementary.log1p(-0.5);

    private final Form form;
    private final int n;
    private final int tile;

    /// Sums of p, raised to the floor where the cost needs it, by row.
    private final double[] sumsOfP;

    /// Pairs that are met once; and those of eight neighboring points, which are met from either end.
    private final Pairs apart;
    private final Pairs close;

    private final Loop first;
    private final Loop second;
    private final Loop third;

    /// @param cost    name of a cost
    /// @param kernel  name of a kernel
    /// @param p       n × n, symmetric, with 0 on the diagonal; shared
    public HandWrittenGradient(String cost, String kernel, Normalization normalization, int n, double[] p) {
        this(cost, kernel, normalization, n, p, TILE);
    }

    HandWrittenGradient(String cost, String kernel, Normalization normalization, int n, double[] p, int tile) {
        if (n % MULTIPLE != 0 || p.length != n * n) {
            throw new IllegalArgumentException("n must be a multiple of " + MULTIPLE + " and P an n × n matrix");
        }
        form = new Form(CostForm.valueOf(constant(cost)), KernelForm.valueOf(constant(kernel)), normalization == Normalization.POINT);
        this.n = n;
        this.tile = tile;
        apart = new Pairs(n, p);
        close = apart.beside();
        sumsOfP = sumsOfP(p);
        first = form.loop(fused() ? FusedPass.class : SumsPass.class);
        second = form.loop(form.cost().isMixture() ? PullsPass.class : JensenShannonPass.class);
        third = form.loop(PullsPass.class);
    }

    private static String constant(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private boolean fused() {
        return form.cost().isMixture() && !form.pointWise();
    }

    private double[] sumsOfP(double[] p) {
        double least = form.cost().hasReversePart() ? FLOOR : 0;
        double[] sums = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                sums[i] += i == j ? 0 : Math.max(least, p[i * n + j]);
            }
        }
        return sums;
    }

    /// The gradient, dimension-major like the coordinates.
    public void gradient(double[] coordinates, double[] gradient) {
        System.arraycopy(coordinates, 0, apart.x, 0, n);
        System.arraycopy(coordinates, n, apart.y, 0, n);
        Arrays.fill(gradient, 0);
        pass(first);
        if (fused()) {
            addMixture(gradient);
        } else if (!form.cost().isMixture()) {
            addJensenShannon(gradient);
        } else {
            setBrakes();
            pass(second);
            addPulls(2, Pairs.FIRST_PULL, gradient);
        }
    }

    /// With R = 1/S: 4 [λ Σ p e Δ + (1-λ) R Σ w r e Δ - B Σ w e Δ] where B = R (λ Σ p + (1-λ) R Σ w r).
    private void addMixture(double[] gradient) {
        double lambda = form.cost().lambda;
        double reciprocal = 1 / total(sumsOfRows(Pairs.FIRST_SUM, 1));
        double brake = lambda * total(sumsOfP);
        if (form.cost().hasReversePart()) {
            brake += (1 - lambda) * reciprocal * total(sumsOfRows(Pairs.SECOND_SUM, LN_FLOOR));
            addPulls(4 * (1 - lambda) * reciprocal, Pairs.FIRST_PULL, gradient);
        }
        addPulls(-4 * brake * reciprocal, Pairs.SECOND_PULL, gradient);
        if (form.cost().hasForwardPart()) {
            addPulls(4 * lambda, Pairs.THIRD_PULL, gradient);
        }
    }

    private void setBrakes() {
        double lambda = form.cost().lambda;
        double[] sums = sumsOfPoints(Pairs.FIRST_SUM);
        double[] reverse = sumsOfPoints(Pairs.SECOND_SUM);
        for (int i = 0; i < n; i++) {
            double reciprocal = 1 / (sums[i] - 1);
            apart.reciprocals[i] = reciprocal;
            apart.brakes[i] = reciprocal * lambda * sumsOfP[i];
            if (form.cost().hasReversePart()) {
                apart.brakes[i] += reciprocal * (1 - lambda) * reciprocal * (reverse[i] - LN_FLOOR);
            }
        }
    }

    /// With K = Σ k: 8 [Σ k e Δ - K R Σ w e Δ], or 4 [Σ (kᵢⱼ + kⱼᵢ) e Δ - Σ w (RᵢKᵢ + RⱼKⱼ) e Δ].
    private void addJensenShannon(double[] gradient) {
        if (form.pointWise()) {
            double[] sums = sumsOfPoints(Pairs.FIRST_SUM);
            Arrays.setAll(apart.reciprocals, i -> 1 / (sums[i] - 1));
        } else {
            Arrays.fill(apart.reciprocals, 1 / total(sumsOfRows(Pairs.FIRST_SUM, 1)));
        }
        pass(second);
        if (form.pointWise()) {
            addPulls(4, Pairs.FIRST_PULL, gradient);
            double[] sums = sumsOfPoints(Pairs.FIRST_SUM);
            for (int i = 0; i < n; i++) {
                double reciprocal = apart.reciprocals[i];
                apart.brakes[i] = reciprocal * (sums[i] - reciprocal * LN_HALF);
            }
            pass(third);
            addPulls(4, Pairs.FIRST_PULL, gradient);
        } else {
            double reciprocal = apart.reciprocals[0];
            addPulls(8, Pairs.FIRST_PULL, gradient);
            addPulls(-8 * reciprocal * total(sumsOfRows(Pairs.FIRST_SUM, reciprocal * LN_HALF)), Pairs.SECOND_PULL, gradient);
        }
    }

    private void pass(Loop loop) {
        apart.clear();
        close.clear();
        for (int from = 0; from < n; from += tile) {
            int to = Math.min(n, from + tile);
            for (int i = 0; i < to; i += loop.rows()) {
                int start = Math.max(from, block(i) + width());
                if (start < to) {
                    loop.run(apart, i, start, to);
                }
            }
        }
        for (int i = 0; i < n; i += loop.rows()) {
            loop.run(close, i, block(i), block(i) + width());
        }
    }

    private static int width() {
        return KernelForm.SPECIES.length();
    }

    private static int block(int i) {
        return i & -width();
    }

    /// Sums over ordered pairs by row of those that are met at one end only, without what a point is to itself.
    private double[] sumsOfRows(int output, double own) {
        double[] sums = new double[n];
        Arrays.setAll(sums, i -> 2 * apart.ofRows[output][i] + (close.ofRows[output][i] - own));
        return sums;
    }

    /// Sums of each point, itself included.
    private double[] sumsOfPoints(int output) {
        double[] sums = new double[n];
        Arrays.setAll(sums, i -> apart.ofRows[output][i] + apart.ofColumns[output][i] + close.ofRows[output][i]);
        return sums;
    }

    private static double total(double[] terms) {
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }

    private void addPulls(double factor, int output, double[] gradient) {
        for (int k = 0; k < 2; k++) {
            double[] rows = apart.ofRows[output + k];
            double[] columns = apart.ofColumns[output + k];
            double[] neighbors = close.ofRows[output + k];
            for (int i = 0; i < n; i++) {
                gradient[k * n + i] += factor * (rows[i] - columns[i] + neighbors[i]);
            }
        }
    }
}
