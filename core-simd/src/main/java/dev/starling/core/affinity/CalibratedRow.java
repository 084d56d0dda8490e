package dev.starling.core.affinity;

/// A row of affinities that was brought to a perplexity.
///
/// @param affinities of the row
/// @param precision  by which they are so; infinite where only the nearest are left
/// @param perplexity that they have
/// @param reached    whether that is the one asked for, to 1e-5 of it
record CalibratedRow(double[] affinities, double precision, double perplexity, boolean reached) {}
