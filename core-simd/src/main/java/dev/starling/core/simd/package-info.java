/// The one package that touches the vector module. Nothing else may import it.
@API(status = API.Status.INTERNAL, since = "1.0")
@NullMarked
package dev.starling.core.simd;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
