package dev.starling.core.gradient;

import dev.starling.api.*;
import dev.starling.core.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.formula.FormulaPart;
import dev.starling.core.input.*;
import org.junit.jupiter.api.Test;

import java.util.*;

import static org.assertj.core.api.Assertions.assertThat;

class FirstTest {
    @Test
    void all() {
        for (String cost : List.of("p*log(p/q)", "q*log(q/p)", "(p-q)^2/q")) {
            for (String kernel : List.of("1/(1+f)", "exp(-f)", "exp(-log1p(0.5*f)/0.5)")) {
                for (Normalization norm : Normalization.values()) {
                    for (int dims = 1; dims <= 4; dims++) {
                        for (boolean sym : new boolean[] {true, false}) {
                            for (boolean sparse : new boolean[] {false, true}) {
                                one(cost, kernel, norm, dims, sym, sparse);
                            }
                        }
                    }
                }
            }
        }
    }

    void one(String cost, String kernel, Normalization norm, int dims, boolean sym, boolean sparse) {
        int n = 19;
        Random random = new Random(1);
        double[] v = new double[n * 24];
        double sum = 0;
        for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) if (i != j) v[i * 24 + j] = sym && j < i ? v[j * 24 + i] : (Math.abs(i-j) % 3 == 0 ? 0 : random.nextDouble());
        for (double x : v) sum += x;
        for (int i = 0; i < v.length; i++) v[i] /= sum;
        PairMatrix p = new DenseMatrix(n, 24, v, sym);
        if (sparse) {
            int[] starts = new int[n + 1]; int[] cols = new int[n*n]; double[] vals = new double[n*n]; double[] t = new double[n*n]; int m = 0;
            for (int i = 0; i < n; i++) { for (int j = 0; j < n; j++) if (v[i*24+j] != 0 || v[j*24+i] != 0) { cols[m] = j; vals[m] = v[i*24+j]; t[m++] = v[j*24+i]; } starts[i+1] = m; }
            vals = Arrays.copyOf(vals, m);
            p = new SparseMatrix(n, starts, Arrays.copyOf(cols, m), vals, sym ? vals : Arrays.copyOf(t, m));
        }
        Kernel k = FormulaPart.kernel(kernel);
        ProbabilityCost c = (ProbabilityCost) FormulaPart.cost(cost);
        Transform t = FormulaPart.transform("d^2");
        var composition = new Composition.OfProbabilities(c, Arguments.defaults(c.parameters()), k, Arguments.defaults(k.parameters()), t, Arguments.defaults(List.of()), norm);
        double[] y = random.doubles(n * dims, -1, 1).toArray();
        double[][] gs = new double[3][n * dims];
        double[] cs = new double[3];
        for (Backend b : Backend.values()) {
            var o = new EmbeddingObjective(composition, p, Map.of(), dims, new Workers(1), b);
            cs[b.ordinal()] = o.valueAndGradient(y, gs[b.ordinal()]);
            if (b == Backend.SCALAR) {
                for (int q = 0; q < 5; q++) {
                    double h = 1e-5; double keep = y[q];
                    y[q] = keep + h; double up = o.value(y); y[q] = keep - h; double down = o.value(y); y[q] = keep;
                    double diff = (up - down) / (2 * h);
                    assertThat(gs[b.ordinal()][q]).as(cost + " " + kernel + " " + norm + " " + dims + " " + sym + sparse).isCloseTo(diff, org.assertj.core.data.Offset.offset(1e-7 * Math.max(1, Math.abs(diff))));
                }
            }
        }
        assertThat(gs[1]).as(cost + kernel + norm).isEqualTo(gs[0]);
        assertThat(cs[1]).isEqualTo(cs[0]);
        if (!kernel.contains("exp") && !cost.contains("log")) {
            assertThat(gs[2]).isEqualTo(gs[0]);
            assertThat(cs[2]).isEqualTo(cs[0]);
        } else {
            for (int i = 0; i < gs[2].length; i++) assertThat(gs[2][i]).isCloseTo(gs[0][i], org.assertj.core.data.Offset.offset(1e-11 * Math.max(1, Math.abs(gs[0][i]))));
        }
    }
}
