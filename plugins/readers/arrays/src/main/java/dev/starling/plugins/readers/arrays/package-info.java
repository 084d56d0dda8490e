/// Files of arrays and matrices, as NumPy, SciPy, 10x and the collections of nearest-neighbor benchmarks write them.
@NullMarked
package dev.starling.plugins.readers.arrays;

import org.jspecify.annotations.NullMarked;
