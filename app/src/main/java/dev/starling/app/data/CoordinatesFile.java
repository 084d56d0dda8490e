package dev.starling.app.data;

import java.nio.file.Path;

/// Coordinates of points: `coords.csv`, or numbers alone, a row a point.
///
/// @param values dimension-major
public record CoordinatesFile(int n, int dimensions, double[] values) {
    /// @param rows how many there must be
    public static CoordinatesFile read(Path file, int rows) {
        return new CoordinatesFile(0, 0, new double[0]);
    }
}
