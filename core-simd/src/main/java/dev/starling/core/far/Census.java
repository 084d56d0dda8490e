package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Storage;
import dev.starling.core.pairs.PassFormula;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Counts, at every point, whom it has met: the sums of the charges alone, and of ones, which are known, and which any number of proxies has right
/// to rounding. So a meeting that is lost or held twice shows wherever it is, as does a charge that is lost on its way up; rows chosen at random would
/// hardly be among those concerned.
final class Census {
    /// Of a point: sums are off by no less than that of one where somebody is missing.
    private static final double LEAST = 0.25;

    private final LoopCompiler.Compiled compiled;
    private final int charges;

    /// @param charges  those of the question; ones are counted too
    Census(PassFormula question, int charges) {
        this.charges = charges + 1;
        List<String> names = IntStream.range(0, this.charges).mapToObj(c -> "charge" + c).toList();
        LoopFormula loop = new LoopFormula(
                question.dimensions(), LoopFormula.Pairs.ORDERED, List.of(), names, List.of(), List.of(),
                names.stream().map(Expr::leaf).toList(), List.of());
        compiled = LoopCompiler.compile(loop, Backend.SCALAR);
    }

    /// Whether all points have met all others once.
    boolean isComplete(Place place, double[][] ofQuestion, Workers workers) {
        int n = place.boxes().n;
        double[][] counted = Arrays.copyOf(ofQuestion, charges);
        counted[charges - 1] = new double[n];
        Arrays.fill(counted[charges - 1], 1);
        double[][] met = new FarPass<>(
                        compiled, new Storage.Doubles(), place, given(place, counted), new double[0], workers)
                .run();
        return IntStream.range(0, charges).allMatch(c -> isComplete(met[c], counted[c]));
    }

    private static FarPass.Given given(Place place, double[][] counted) {
        double[][] none = {};
        return new FarPass.Given(none, none, counted, place.interactions().anyItself() ? counted : none);
    }

    private static boolean isComplete(double[] met, double[] charge) {
        int n = charge.length;
        double total = 0;
        double sizes = 0;
        for (double one : charge) {
            total += one;
            sizes += Math.abs(one);
        }
        double rounding = LEAST * sizes / n;
        for (int i = 0; i < n; i++) {
            if (!(Math.abs(met[i] - (total - charge[i])) <= rounding)) { // also where one of them is no number
                return false;
            }
        }
        return true;
    }
}
