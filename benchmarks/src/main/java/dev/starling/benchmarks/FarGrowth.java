package dev.starling.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.far.FarField;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/// How does the time of one gradient of t-SNE without attraction grow with the number of points? Milliseconds of processor time over all
/// threads, and on the clock, by declared error; and those of all pairs, where these are few.
///
///     benchmarks/far/growth 1000 10000 100000
///
/// `spread` is a map as it is at the end, a point a unit of area in clusters; `compact` one under exaggeration, within a radius of 15.
public final class FarGrowth {
    private static final double[] ERRORS = {1e-2, 3e-3, 1e-4, 5e-6};

    private static final int MOST_EXACT = 20_000;

    /// Runs that count are at least so many, and so many nanoseconds of the clock: some systems count processor time in hundredths of a second.
    private static final int RUNS = 5;

    private static final long ENOUGH = 500_000_000L;

    /// Runs before those that count, in which the JIT gets to know the loops.
    private static final int WARM_UP = 12;

    private FarGrowth() {}

    /// @param sizes numbers of points
    public static void main(String[] sizes) {
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println("| map | points | engine | error | processor ms | clock ms |\n|---|---|---|---|---|---|");
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            for (String map : List.of("spread", "compact")) {
                for (String size : sizes) {
                    int n = Integer.parseInt(size.replace("_", ""));
                    Positions positions = Positions.of(map(map, n), n, 2);
                    ExactEngine exact = new ExactEngine(workers, LoopCompiler.preferred());
                    if (n <= MOST_EXACT) {
                        print(map, n, "exact", 0, measured(exact, positions, machine));
                    }
                    for (double error : ERRORS) {
                        FarField far = new FarField(exact, workers, LoopCompiler.preferred(), Double.NaN, System.err::println);
                        far.aim(error);
                        print(map, n, "far", error, measured(far, positions, machine));
                    }
                }
            }
        }
    }

    /// Dimension-major coordinates.
    private static double[] map(String kind, int n) {
        SplittableRandom random = new SplittableRandom(n);
        double radius = kind.equals("compact") ? 15 : Math.sqrt(n / Math.PI);
        int clusters = 30;
        double[] y = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double angle = 2.399963 * (i % clusters);
            double out = radius * Math.sqrt((i % clusters + 0.5) / clusters);
            y[i] = out * Math.cos(angle) + radius / 8 * random.nextGaussian();
            y[n + i] = out * Math.sin(angle) + radius / 8 * random.nextGaussian();
        }
        return y;
    }

    /// Mean processor time and median clock time in milliseconds.
    private static double[] measured(PairEngine engine, Positions positions, OperatingSystemMXBean machine) {
        Expr w = Leaves.SQUARED_DISTANCE.plus(1).reciprocal();
        PassFormula question = new PassFormula(2, PassFormula.Met.ALL, Leaves.OF_PAIRS, true, List.of(w), List.of(w.squared()));
        Pass pass = PairEngine.first(List.of(engine), question, Precision.DOUBLE);
        LeafValues none = new LeafValues(Map.of(), Map.of());
        int warmUp = positions.n() <= MOST_EXACT ? WARM_UP : 2;
        for (int run = 0; run < warmUp; run++) {
            pass.run(moved(positions), none, null);
        }
        List<Double> clock = new ArrayList<>();
        long cpu = machine.getProcessCpuTime();
        long begin = System.nanoTime();
        while (clock.size() < RUNS || System.nanoTime() - begin < ENOUGH) {
            long start = System.nanoTime();
            pass.run(moved(positions), none, null);
            clock.add((System.nanoTime() - start) / 1e6);
        }
        double processor = (machine.getProcessCpuTime() - cpu) / 1e6 / clock.size();
        clock.sort(null);
        return new double[] {processor, clock.get(clock.size() / 2)};
    }

    /// Another position each time, as in a descent: its boxes are made anew.
    private static Positions moved(Positions positions) {
        return new Positions(positions.n(), Arrays.stream(positions.coordinates()).map(double[]::clone).toArray(double[][]::new));
    }

    private static void print(String map, int n, String engine, double error, double[] times) {
        System.out.printf(Locale.ROOT, "| %s | %,d | %s | %.0e | %.1f | %.1f |%n", map, n, engine, error, times[0], times[1]);
    }
}
