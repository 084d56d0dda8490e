package dev.starling.core.far;

import java.util.function.DoublePredicate;

/// Which boxes proxies may stand for.
///
/// @param apart        by half a side, of boxes that lie at least a side apart
/// @param overlapping  of boxes wherever they lie
/// @param spots        whether a spot may be met by its points as a whole: formulas have a value at distance 0
record Standing(DoublePredicate apart, DoublePredicate overlapping, boolean spots) {
    static Standing apart(DoublePredicate apart) {
        return new Standing(apart, _ -> false, false);
    }
}
