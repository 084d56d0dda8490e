/// Kernels, costs and transforms given as text instead of as classes.
@NullMarked
package dev.starling.core.formula;

import org.jspecify.annotations.NullMarked;
