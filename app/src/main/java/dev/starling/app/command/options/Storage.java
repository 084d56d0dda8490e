package dev.starling.app.command.options;

/// Which pairs P is over.
public enum Storage {
    /// All.
    DENSE,
    /// Those of nearest neighbors.
    SPARSE
}
