/// The chain from coordinates to cost and gradient, for every cost, kernel and normalization.
@NullMarked
package dev.starling.core.gradient;

import org.jspecify.annotations.NullMarked;
