package dev.starling.core;

/// Where an embedding begins.
///
/// @param y     coordinates, dimension-major
/// @param unit  that they are in
record StartingPoint(double[] y, Unit unit) {}
