/// Distances of rows.
///
/// Begin with [dev.starling.plugins.metrics.Manhattan].
@org.jspecify.annotations.NullMarked
package dev.starling.plugins.metrics;
