/// Data as rows, and matrices over pairs of points, dense or sparse.
@NullMarked
package dev.starling.core.matrix;

import org.jspecify.annotations.NullMarked;
