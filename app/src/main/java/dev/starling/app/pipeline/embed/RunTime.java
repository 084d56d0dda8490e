package dev.starling.app.pipeline.embed;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.Embedder;
import dev.starling.core.Engine;
import dev.starling.core.PairRate;
import dev.starling.core.Storage;
import dev.starling.core.TimeEstimate;
import dev.starling.core.plan.Plan;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// How long a run will take, from the table that was read to the files: said before, and refused if that is longer than the user has.
///
/// @param n        points
/// @param columns  of the prepared data; 0 where distances are given
/// @param embedder makes one with the settings of the run
/// @param rate     ordered pairs that a core meets in a second
/// @param most     time that there is, or null
record RunTime(int n, int columns, Supplier<Embedder> embedder, double rate, @Nullable Duration most) {
    /// Shorter runs are over before anybody asks.
    private static final int WORTH_SAYING = 5;

    /// Runs that are estimated to be shorter need no better estimate.
    private static final int WORTH_TIMING = 60;

    private static final Duration TIMED = Duration.ofSeconds(2);

    /// Iterations that show a map, if not its last details.
    private static final int FEWER_ITERATIONS = 300;

    /// Nanoseconds for a pair of points that is scored, for a point of such that are many, and for a point on page and picture.
    private static final double SCORED = 40;

    private static final double SAMPLED = 150_000;
    private static final double DRAWN = 20_000;
    private static final int SCORED_UP_TO = 10_000;

    /// With the rate of this machine, for which the loops of a composition are timed for two seconds if the run may be long.
    static RunTime of(int n, int columns, Supplier<Embedder> embedder, Plan plan, @Nullable Duration most) {
        RunTime usual = new RunTime(n, columns, embedder, TimeEstimate.USUAL_RATE, most);
        boolean mayBeLong = usual.seconds(usual.estimate(embedder.get(), n)) >= WORTH_TIMING;
        Storage storage = embedder.get().isDense(n) ? Storage.DENSE : Storage.SPARSE;
        return mayBeLong
                ? new RunTime(
                        n, columns, embedder,
                        PairRate.measure(plan, storage, TIMED).pairsPerSecond(), most)
                : usual;
    }

    private TimeEstimate estimate(Embedder changed, int points) {
        return changed.estimateTime(points, columns, rate);
    }

    /// One line on it; empty for a run that is short.
    ///
    /// @throws Fault if there is not so much time
    String checked() {
        Embedder asked = embedder.get();
        TimeEstimate time = estimate(asked, n);
        double all = seconds(time);
        if (most != null && all > most.toMillis() / 1e3) {
            throw new Fault(Exit.RESOURCES, "this run needs about " + inWords(all) + " on this machine, and --max-time allows "
                    + inWords(most.toMillis() / 1e3) + ". " + advice(asked, all));
        }
        return all < WORTH_SAYING ? "" : "about " + inWords(all) + " in all" + parts(time);
    }

    private static String parts(TimeEstimate time) {
        List<String> parts = new ArrayList<>();
        if (time.affinities() >= 1) {
            parts.add("affinities " + inWords(time.affinities()));
        }
        if (time.start() >= 1) {
            parts.add("start " + inWords(time.start()));
        }
        parts.add("optimizing " + inWords(time.optimizing()));
        return " (" + String.join(", ", parts) + ")";
    }

    /// What would make it shorter, in the case at hand, with the time that it would then take.
    private String advice(Embedder asked, double all) {
        List<String> ways = new ArrayList<>();
        if (asked.engineOf(n) == Engine.EXACT && !asked.isOfDistances()) {
            add(ways, "--engine far", embedder.get().engine(Engine.FAR), all);
        }
        add(ways, "--iterations " + FEWER_ITERATIONS, embedder.get().iterations(FEWER_ITERATIONS), all);
        add(ways, "--init random", embedder.get().randomStart(), all);
        int fewer = rowsInTime(asked);
        if (fewer > 0) {
            ways.add("fewer rows (about " + String.format(Locale.ROOT, "%,d", fewer) + " are done in time)");
        }
        ways.add("more time (--max-time " + ((long) Math.ceil(all * 1.5 / 60)) + "m)");
        return "What helps: " + String.join("; or ", ways) + ".";
    }

    private void add(List<String> ways, String way, Embedder changed, double all) {
        try {
            double then = seconds(estimate(changed, n));
            if (then < 0.8 * all) {
                ways.add(way + " (about " + inWords(then) + ")");
            }
        } catch (IllegalArgumentException e) {
            // What this method cannot do helps nobody.
        }
    }

    /// Rounded down to two digits; 0 if not even few are.
    private int rowsInTime(Embedder asked) {
        double allowed = most == null ? 0 : most.toMillis() / 1e3;
        int least = 0;
        int tooMany = n;
        while (tooMany - least > 1) {
            int middle = least + (tooMany - least) / 2;
            boolean inTime = middle < Embedder.LEAST_POINTS
                    || new RunTime(middle, columns, embedder, rate, most).seconds(estimate(asked, middle)) <= allowed;
            least = inTime ? middle : least;
            tooMany = inTime ? tooMany : middle;
        }
        int unit = (int) Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(least, 1))) - 1));
        return least < 100 ? 0 : least / unit * unit;
    }

    private double seconds(TimeEstimate time) {
        double scored = n <= SCORED_UP_TO ? (double) n * n * SCORED : n * SAMPLED;
        return time.seconds() + (scored + n * DRAWN) / 1e9;
    }

    /// `40 s`, `3 min`, `2 h 10 min`: as exact as an estimate is.
    static String inWords(double seconds) {
        long whole = Math.max(1, Math.round(seconds));
        if (whole < 100) {
            return whole + " s";
        }
        long minutes = Math.round(whole / 60.0);
        return minutes < 100 ? minutes + " min" : minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
}
