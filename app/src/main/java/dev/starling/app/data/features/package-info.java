/// The numbers that a map is made from, gathered row by row, and what becomes of gaps.
@NullMarked
package dev.starling.app.data.features;

import org.jspecify.annotations.NullMarked;
