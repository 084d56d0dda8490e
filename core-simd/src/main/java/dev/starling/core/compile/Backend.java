package dev.starling.core.compile;

import org.apiguardian.api.API;

/// How a formula is computed. All give the same bits.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public enum Backend {
    /// By its definition; slow.
    INTERPRET,
    /// A generated loop over doubles: fast after some milliseconds.
    SCALAR,
    /// A generated loop over vectors: slow for its first tenths of a second, then the fastest.
    SIMD,
    /// Over doubles at first, and over vectors once there is much work and that loop is hot.
    ADAPTIVE
}
