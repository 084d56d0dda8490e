/// Costs in input distances r and embedded distances d. One class, one formula, for one ordered pair of points.
///
/// Begin with [dev.starling.plugins.stress.MetricMds]. Sums run over the whole matrix without its diagonal, so that each unordered
/// pair counts twice; where the papers sum over i < j, they have half of it.
@NullMarked
package dev.starling.plugins.stress;

import org.jspecify.annotations.NullMarked;
