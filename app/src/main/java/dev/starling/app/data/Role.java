package dev.starling.app.data;

/// What a column is for.
enum Role {
    /// Distances are taken over it.
    FEATURE,
    /// Points are colored by it at first.
    LABEL,
    /// Names the points.
    ID,
    /// Shown with a point.
    SHOWN,
    /// Left out.
    UNUSED
}
