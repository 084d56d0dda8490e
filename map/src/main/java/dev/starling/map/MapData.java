package dev.starling.map;

import dev.starling.core.quality.LabelKind;
import dev.starling.core.quality.Labels;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// All that a map shows. With coordinates alone it is a map:
///
///     MapData.of("flowers", map.coordinates(), map.n(), map.dimensions())
///             .withColumns(List.of(Column.of("species", species)))
///             .coloredBy("species")
///
/// @param subtitle    method, number of points, cost, quality: one line
/// @param coordinates dimension-major, finite
/// @param ids         one a point
/// @param columns     what there is to color by and to read of a point; those that matter most come first
/// @param label       name of the column to color by at first, or null
/// @param costs       the cost on the way, in order of iterations
/// @param quality     measures of the map's faithfulness by name
/// @param thumbnails  the rows as small pictures, where they are pictures
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record MapData(
        String title,
        String subtitle,
        double[] coordinates,
        int n,
        int dimensions,
        List<String> ids,
        List<Column> columns,
        @Nullable String label,
        List<CostPoint> costs,
        Map<String, Double> quality,
        @Nullable Thumbnails thumbnails) {

    public MapData {
        if (n < 1 || dimensions < 1 || coordinates.length != Math.multiplyExact(n, dimensions)) {
            throw new IllegalArgumentException(
                    n + " points of " + dimensions + " coordinates do not make " + coordinates.length + " values");
        }
        for (int k = 0; k < coordinates.length; k++) {
            if (!Double.isFinite(coordinates[k])) {
                throw new IllegalArgumentException("coordinate " + k / n + " of point " + k % n + " is " + coordinates[k]);
            }
        }
        if (ids.size() != n) {
            throw new IllegalArgumentException(ids.size() + " ids for " + n + " points");
        }
        for (Column column : columns) {
            if (column.values.size() != n) {
                throw new IllegalArgumentException(
                        "column '" + column.name + "' has " + column.values.size() + " values for " + n + " points");
            }
        }
        if (label != null && columns.stream().noneMatch(column -> column.name.equals(label))) {
            throw new IllegalArgumentException("there is no column '" + label + "' to color by");
        }
    }

    /// Points with nothing but their places, numbered from 1.
    ///
    /// @param coordinates dimension-major, as an embedding has them
    public static MapData of(String title, double[] coordinates, int n, int dimensions) {
        List<String> ids = IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList();
        return new MapData(title, "", coordinates, n, dimensions, ids, List.of(), null, List.of(), Map.of(), null);
    }

    public MapData withSubtitle(String line) {
        return new MapData(title, line, coordinates, n, dimensions, ids, columns, label, costs, quality, thumbnails);
    }

    public MapData withIds(List<String> names) {
        return new MapData(title, subtitle, coordinates, n, dimensions, names, columns, label, costs, quality, thumbnails);
    }

    public MapData withColumns(List<Column> all) {
        return new MapData(title, subtitle, coordinates, n, dimensions, ids, all, label, costs, quality, thumbnails);
    }

    /// @param column the name of a column, or null for one color
    public MapData coloredBy(@Nullable String column) {
        return new MapData(title, subtitle, coordinates, n, dimensions, ids, columns, column, costs, quality, thumbnails);
    }

    public MapData withCosts(List<CostPoint> onTheWay) {
        return new MapData(title, subtitle, coordinates, n, dimensions, ids, columns, label, onTheWay, quality, thumbnails);
    }

    public MapData withQuality(Map<String, Double> measures) {
        return new MapData(title, subtitle, coordinates, n, dimensions, ids, columns, label, costs, measures, thumbnails);
    }

    public MapData withThumbnails(@Nullable Thumbnails pictures) {
        return new MapData(title, subtitle, coordinates, n, dimensions, ids, columns, label, costs, quality, pictures);
    }

    /// The column to color by at first, or null.
    @Nullable Column labelColumn() {
        return columns.stream().filter(column -> column.name.equals(label)).findFirst().orElse(null);
    }

    /// A column of the table as text.
    ///
    /// @param values  one a point, as the table has it
    /// @param kind    what it is told to stand for; null to find out
    /// @param feature whether the map was made from it
    public record Column(String name, List<String> values, @Nullable LabelKind kind, boolean feature) {
        /// What the values stand for is found out.
        public static Column of(String name, List<String> values) {
            return new Column(name, values, null, false);
        }

        /// @param values one a point, NaN where it is missing
        public static Column quantity(String name, double... values) {
            List<String> texts = new ArrayList<>(values.length);
            for (double value : values) {
                texts.add(Double.isNaN(value) ? "" : Numbers.text(value));
            }
            return new Column(name, texts, LabelKind.QUANTITY, false);
        }

        public Column asFeature() {
            return new Column(name, values, kind, true);
        }

        /// Its values and what they stand for.
        Labels labels() {
            return Labels.of(values, kind);
        }
    }

    /// The cost after a number of iterations.
    public record CostPoint(int iteration, double cost) {}
}
