/// Files with values of pairs of points: square matrices, and some pairs alone.
@NullMarked
package dev.starling.app.data.pairs;

import org.jspecify.annotations.NullMarked;
