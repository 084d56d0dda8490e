/// Steps that write a formula otherwise, so that a loop computes it sooner: each by one idea, with its bound, held by laws over drawn formulas.
///
/// What changes a formula for its mathematics, because it would lose its digits or because a number is known from elsewhere, is not here but
/// with the mathematics: logarithms and exponentials of the chain in `gradient`. What shares equal parts is the program of a loop itself.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
@NullMarked
package dev.starling.core.compile.rewrite;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
