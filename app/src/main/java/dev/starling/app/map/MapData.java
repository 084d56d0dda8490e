package dev.starling.app.map;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// All that a map shows.
///
/// @param coordinates dimension-major
/// @param label       name of the column to colour by at first, or null
/// @param quality     measures of the map's faithfulness by name
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
        Map<String, Double> quality) {

    /// A column of the table as text.
    public record Column(String name, List<String> values, boolean numeric) {}

    /// The cost after a number of iterations.
    public record CostPoint(int iteration, double cost) {}
}
