/// Costs in input affinities p and output affinities q. One class, one formula, for one ordered pair of points.
///
/// Begin with [dev.starling.plugins.costs.KullbackLeibler]. Sums run over the whole matrix without its diagonal.
@NullMarked
package dev.starling.plugins.costs;

import org.jspecify.annotations.NullMarked;
