package dev.starling.core.compile;

/// Gives the loop that is the fastest by now; all that it may give add the same bits.
@FunctionalInterface
public interface LoopSource {
    /// The loop to use next.
    ///
    /// @param pairs  number of pairs that it will be used for
    PairLoop loopFor(long pairs);
}
