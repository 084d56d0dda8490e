package dev.starling.core;

import org.apiguardian.api.API;

/// Who adds up over the pairs of points.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public enum Engine {
    /// By the number of points: the far field where it is the faster one.
    AUTO,
    /// Every pair. Any formula, no error but rounding, at the cost of N².
    EXACT,
    /// Points far apart by proxies: formulas that separate, with a declared error, at the cost of N.
    FAR
}
