package dev.starling.core.compile;

/// Gives the fastest loop that there is by now. Whichever it gives, the sums have the same bits.
@FunctionalInterface
public interface LoopSource {
    /// The loop to use next.
    ///
    /// @param pairs  number of pairs that it will be used for
    PairLoop loopFor(long pairs);
}
