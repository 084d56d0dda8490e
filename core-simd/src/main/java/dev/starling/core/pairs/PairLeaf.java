package dev.starling.core.pairs;

/// What a leaf in the formula of an ordered pair (i, j) stands for.
public sealed interface PairLeaf {
    /// What a pass works out from the coordinates by itself.
    enum Distance implements PairLeaf {
        /// ‖yᵢ − yⱼ‖².
        SQUARED,
        /// 1 + ‖yᵢ − yⱼ‖², with one operation less than from the squared distance.
        ONE_PLUS_SQUARED
    }

    /// A number of the pair, read from a matrix.
    enum Matrix implements PairLeaf {
        /// pᵢⱼ.
        OWN,
        /// pⱼᵢ.
        TRANSPOSED
    }

    /// A number of point i, by its name among the [LeafValues#points].
    record OfRow(String name) implements PairLeaf {}

    /// A number of point j, by its name among the [LeafValues#points].
    record OfColumn(String name) implements PairLeaf {}

    /// One number for the whole pass, by its name among the [LeafValues#scalars].
    record Scalar(String name) implements PairLeaf {}
}
