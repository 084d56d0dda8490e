package dev.starling.map;

import dev.starling.core.quality.Labels;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// How the points of a picture are colored.
sealed interface Coloring {
    /// All alike.
    record Single() implements Coloring {}

    /// By class.
    ///
    /// @param of index of each point's group
    record Groups(List<Group> groups, int[] of) implements Coloring {}

    /// By size or date.
    ///
    /// @param labels what the sizes are those of
    /// @param values one a point, NaN where it is missing
    record Ramp(Labels labels, double[] values, double low, double high) implements Coloring {}

    /// Points of one color.
    ///
    /// @param isClass whether they have a value in common, and are not just the rest
    record Group(String name, String color, int count, boolean isClass) {}

    static Coloring by(MapData.@Nullable Column column) {
        if (column == null) {
            return new Single();
        }
        Labels labels = column.labels();
        return labels.kind().isClasses() ? groups(Values.of(labels)) : ramp(labels);
    }

    /// A color for each value; of more than there are colors, for the most frequent, and one for all others.
    private static Groups groups(Values values) {
        int[] counts = values.counts();
        int missing = values.distinct().indexOf("");
        List<Integer> all = IntStream.range(0, counts.length).boxed().filter(code -> code != missing).toList();
        List<Integer> named = all;
        if (all.size() > Palette.MOST) {
            named = all.stream()
                    .sorted(Comparator.comparingInt((Integer code) -> -counts[code]))
                    .limit(Palette.MOST - 1)
                    .sorted()
                    .toList();
        }
        List<String> colors = Palette.of(named.size());
        List<Group> groups = new ArrayList<>();
        int[] groupOf = new int[counts.length];
        Arrays.fill(groupOf, named.size());
        int rest = values.codes().length;
        for (int k = 0; k < named.size(); k++) {
            int code = named.get(k);
            groupOf[code] = k;
            rest -= counts[code];
            groups.add(new Group(values.distinct().get(code), colors.get(k), counts[code], true));
        }
        if (rest > 0) {
            int others = all.size() - named.size();
            groups.add(new Group(others == 0 ? "missing" : String.format(Locale.ROOT, "%,d others", others), Palette.OTHER, rest, false));
        }
        return new Groups(List.copyOf(groups), IntStream.of(values.codes()).map(code -> groupOf[code]).toArray());
    }

    private static Coloring ramp(Labels labels) {
        double[] values = labels.texts().stream().mapToDouble(labels::number).toArray();
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        return known.length == 0
                ? new Single()
                : new Ramp(labels, values, Plane.least(known), Plane.least(known) + Plane.range(known));
    }
}
