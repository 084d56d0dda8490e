package dev.starling.benchmarks;

import dev.starling.api.Normalization;
import dev.starling.core.matrix.DenseMatrix;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static java.util.stream.Collectors.partitioningBy;

/// How near does the generated gradient of each combination come to one written by hand for it?
///
/// The two run in turn, so that a busy moment meets both, and the ratio is the median of those of single turns. Prints a table in Markdown,
/// in milliseconds; above 1 the generated gradient is faster.
final class SideBySide {
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final int TURNS = 21;
    private static final double MILLION = 1e6;

    private SideBySide() {}

    /// @param arguments  numbers of points, and the names of costs, all of them if there is none
    public static void main(String[] arguments) {
        Map<Boolean, List<String>> areNumbers = Arrays.stream(arguments).collect(partitioningBy(argument -> argument.matches("\\d+")));
        List<String> costs = areNumbers.get(false).isEmpty() ? Combinations.COSTS : areNumbers.get(false);
        try (Combinations combinations = new Combinations()) {
            for (String number : areNumbers.get(true)) {
                DenseMatrix p = Combinations.p(Integer.parseInt(number));
                System.out.println("\n| n = " + number + " | kernel | over pairs: generated | by hand | ratio | by row: generated | by hand | ratio |");
                System.out.println("|---|---|---|---|---|---|---|---|");
                for (String cost : costs) {
                    for (String kernel : Combinations.KERNELS) {
                        StringBuilder line = new StringBuilder("| `" + cost + "` | `" + kernel + "` |");
                        for (Normalization normalization : Combinations.NORMALIZATIONS) {
                            line.append(columns(combinations.of(cost, kernel, normalization, p)));
                        }
                        System.out.println(line);
                    }
                }
            }
        }
    }

    private static String columns(Combinations.Both both) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        while (System.nanoTime() < end) {
            both.generate();
            both.runByHand();
        }
        double[] generated = new double[TURNS];
        double[] byHand = new double[TURNS];
        double[] ratio = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            long start = System.nanoTime();
            both.generate();
            long middle = System.nanoTime();
            both.runByHand();
            long finish = System.nanoTime();
            generated[turn] = (middle - start) / MILLION;
            byHand[turn] = (finish - middle) / MILLION;
            ratio[turn] = byHand[turn] / generated[turn];
        }
        return String.format(Locale.ROOT, " %.1f | %.1f | %.2f |", median(generated), median(byHand), median(ratio));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
