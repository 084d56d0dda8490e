/// Similarity kernels and transforms of distance. One class, one formula.
///
/// Begin with [dev.starling.plugins.kernels.StudentT].
@NullMarked
package dev.starling.plugins.kernels;

import org.jspecify.annotations.NullMarked;
