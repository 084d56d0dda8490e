package dev.starling.app.command;

/// Which pairs P is over.
enum Storage {
    /// All.
    DENSE,
    /// Those of nearest neighbors.
    SPARSE
}
