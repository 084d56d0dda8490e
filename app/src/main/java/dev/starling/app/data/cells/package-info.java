/// What stands in a cell: numbers as people write them, whole vectors, gaps.
@NullMarked
package dev.starling.app.data.cells;

import org.jspecify.annotations.NullMarked;
