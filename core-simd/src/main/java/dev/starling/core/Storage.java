package dev.starling.core;

import dev.starling.api.Affinity;
import org.apiguardian.api.API;

/// Which pairs P is over.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public enum Storage {
    /// All pairs, as in the papers.
    DENSE,
    /// Each point and its nearest neighbors.
    SPARSE;

    /// Up to this many points P is dense unless asked otherwise.
    static final int DENSE_UP_TO = 2_500;

    /// What suits a number of points, unless asked otherwise: shares of distances are over all pairs always.
    public static Storage of(int n, Affinity kind) {
        return n <= DENSE_UP_TO || kind == Affinity.DISTANCE ? DENSE : SPARSE;
    }
}
