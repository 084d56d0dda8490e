package dev.starling.core.base;

import org.apiguardian.api.API;

/// In what arithmetic the terms of a pass over all pairs are computed. Coordinates, P over neighbors and the sums that leave a tile
/// are double always.
@API(status = API.Status.STABLE, since = "1.0")
public enum Precision {
    /// 53 bits: the truth.
    DOUBLE(8),
    /// 24 bits, for about twice the speed.
    SINGLE(16);

    private final int lanes;

    Precision(int lanes) {
        this.lanes = lanes;
    }

    /// The logical width of a sum, whatever the width of a vector is: so many numbers fit into 512 bits.
    public int lanes() {
        return lanes;
    }
}
