package dev.starling.core.far;

/// Which points of a pair stay points, as the formula has numbers of theirs that interpolation would have to know of.
enum Stays {
    /// Boxes on either side may be stood for by proxies.
    NEITHER,
    /// Rows are points, and meet proxies of the columns.
    ROW,
    /// Columns are points, and act on proxies of the rows.
    COLUMN
}
