package dev.starling.core.quality;

import dev.starling.core.Workers;
import dev.starling.core.input.Points;
import org.apiguardian.api.API;

import java.util.List;
import java.util.SortedMap;

/// How faithful a map is to its data, by several measures.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record Quality(SortedMap<String, Measure> measures) {
    /// A value, with its standard error where it comes from a sample; 0 where it is exact.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public record Measure(double value, double error) {}

    /// @param y      coordinates, dimension-major
    /// @param labels one a point, or empty
    public static Quality of(Points points, double[] y, int dimensions, List<String> labels, long seed, Workers workers) {
        return new Quality(new java.util.TreeMap<>());
    }

    /// One line: `10 of 10 neighbours kept 0.71 · trustworthiness 0.98`.
    public String describe() {
        return "";
    }
}
