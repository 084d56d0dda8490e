/// The one package that touches the vector module. Nothing else may import it.
@NullMarked
package dev.starling.core.simd;

import org.jspecify.annotations.NullMarked;
