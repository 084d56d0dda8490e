/// Squared distances of rows, tile by tile: Euclid's by panels, those of other metrics by loops made of their formulas.
@API(status = API.Status.INTERNAL, since = "1.0")
@NullMarked
package dev.starling.core.distance;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
