package dev.starling.map;

import dev.starling.core.quality.LabelKind;
import dev.starling.core.quality.Labels;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// All that a map shows.
///
/// @param subtitle    method, number of points, cost, quality: one line
/// @param coordinates dimension-major, finite
/// @param ids         one a point
/// @param label       name of the column to colour by at first, or null
/// @param costs       the cost on the way, in order of iterations
/// @param quality     measures of the map's faithfulness by name
/// @param thumbnails  the rows as small pictures, where they are pictures
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
    }

    /// The column to colour by at first, or null.
    @Nullable Column labelColumn() {
        return columns.stream().filter(column -> column.name.equals(label)).findFirst().orElse(null);
    }

    /// A column of the table as text.
    ///
    /// @param kind    what it is told to stand for; null to find out
    /// @param feature whether the map was made from it
    public record Column(String name, List<String> values, @Nullable LabelKind kind, boolean feature) {
        /// Its values and what they stand for.
        Labels labels() {
            return Labels.of(values, kind);
        }
    }

    /// The cost after a number of iterations.
    public record CostPoint(int iteration, double cost) {}
}
