/// The exact engine: every pair of points, or every non-zero pair of P, in generated loops. What other engines are held to.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
@NullMarked
package dev.starling.core.exact;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
