package dev.starling.core.compile;

import org.apiguardian.api.API;

/// How a formula is computed. All give the same bits.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public enum Backend {
    /// By its definition; slow.
    INTERPRET,
    /// A generated loop over doubles.
    SCALAR,
    /// A generated loop over vectors.
    SIMD
}
