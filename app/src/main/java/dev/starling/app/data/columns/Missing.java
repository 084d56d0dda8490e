package dev.starling.app.data.columns;

/// What is done about empty cells among the features.
public enum Missing {
    /// The data are refused.
    REFUSE,
    /// The row is left out, and counted.
    DROP,
    /// The mean of its column takes its place.
    MEAN
}
