package dev.starling.app.data.columns;

/// What a column is for.
public enum Role {
    /// Distances are taken over it.
    FEATURE,
    /// Points are colored by it at first.
    LABEL,
    /// Names the points.
    ID,
    /// Shown with a point.
    SHOWN,
    /// Not asked for as a feature; shown with a point if there is room.
    EXCLUDED,
    /// Left out.
    UNUSED
}
