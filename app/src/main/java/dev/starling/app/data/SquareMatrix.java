package dev.starling.app.data;

import dev.starling.core.input.DenseMatrix;

import java.nio.file.Path;

/// A headerless n × n matrix of numbers.
public final class SquareMatrix {
    private SquareMatrix() {}

    /// @param what what an entry is, for messages: "probability", "distance"
    public static DenseMatrix read(Path file, String what) {
        return new DenseMatrix(0, 0, new double[0], true);
    }
}
