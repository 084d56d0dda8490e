/// The seam between the formulas of an objective and whoever adds them up over pairs of points.
///
/// A [dev.starling.core.pairs.PassFormula] is the question, a [dev.starling.core.pairs.PairEngine] the one who is asked.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
@NullMarked
package dev.starling.core.pairs;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
