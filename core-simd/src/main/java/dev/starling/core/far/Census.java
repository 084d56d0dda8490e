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

/// Checks that every ordered pair of points is in the interaction lists exactly once. It sums up, at every point, the charges alone and the number
/// 1 of all others: these sums are known, and proxies reproduce them up to rounding, however few they are. So an interaction that is missing or
/// doubled shows wherever it is, and so does a charge that is lost on its way up the tree; rows chosen at random would hardly be among those
/// concerned.
final class Census {
    /// The share of a mean charge that a sum may be off by; where a point is missing, it is off by about a whole one.
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

    /// Whether every point is in the sum of every other, once.
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
