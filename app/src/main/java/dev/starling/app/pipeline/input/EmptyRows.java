package dev.starling.app.pipeline.input;

import dev.starling.core.base.Counted;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseRows;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/// Rows of which a metric compares shares, directions or deviations, and which have none: those of 0, or of one value. Their distances are a rule of the
/// metric, and no measurement.
final class EmptyRows {
    /// Other rows that are asked for their distance.
    private static final int ASKED = 10;

    private EmptyRows() {}

    /// How many there are, which is the first, and where the metric puts them; empty if there are none.
    static String note(Points points) {
        BoundMetric metric = points.metric();
        if (metric == null || metric.ofRow().isEmpty()) {
            return "";
        }
        int[] empty = IntStream.range(0, points.rows()).filter(i -> isEmpty(points, metric, i)).toArray();
        if (empty.length == 0) {
            return "";
        }
        boolean one = empty.length == 1;
        String what = Counted.of(empty.length, "row") + (one ? " is " : " are ") + (metric.metric().isCentered() ? "of one value" + (one ? "" : " each") : "of 0")
                + " (" + (one ? "" : "the first is ") + "row " + (empty[0] + 1) + "): ";
        String others = distance(points, metric, empty);
        return what + "'" + metric.metric().name() + "' says nothing of " + (one ? "it" : "them") + ", and puts " + (one ? "it" : "them")
                + (others == null ? " where its formula has it" : " at " + others + " from all others")
                + (one ? "" : " and at " + text(metric.distance(points.row(empty[0]), points.row(empty[1]))) + " from each other");
    }

    private static boolean isEmpty(Points points, BoundMetric metric, int i) {
        SparseRows sparse = points.sparse();
        if (sparse != null && !metric.metric().isCentered()) {
            return IntStream.range(sparse.starts()[i], sparse.starts()[i + 1]).allMatch(e -> sparse.values()[e] == 0);
        }
        // As a rule the first number settles it.
        return (metric.metric().isCentered() || points.get(i, 0) == 0) && Arrays.stream(metric.centered(points.row(i))).allMatch(value -> value == 0);
    }

    /// From other rows, where it is the same from all.
    private static @Nullable String distance(Points points, BoundMetric metric, int[] empty) {
        double[] first = points.row(empty[0]);
        String[] found = IntStream.range(0, points.rows())
                .filter(i -> Arrays.binarySearch(empty, i) < 0)
                .limit(ASKED)
                .mapToObj(i -> text(metric.distance(first, points.row(i))))
                .distinct()
                .toArray(String[]::new);
        return found.length == 1 ? found[0] : null;
    }

    private static String text(double distance) {
        return String.format(Locale.ROOT, "%.4f", distance).replaceAll("\\.?0+$", "");
    }
}
