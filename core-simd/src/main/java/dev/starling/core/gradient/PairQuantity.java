package dev.starling.core.gradient;

import org.apiguardian.api.API;

/// A quantity that every ordered pair of different points has at a position.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public enum PairQuantity {
    /// ‖yᵢ − yⱼ‖².
    SQUARED_DISTANCE,
    /// w, as the kernel gives it; e^(ln w − shift) where a sum of weights would underflow.
    WEIGHT,
    /// q.
    AFFINITY,
    /// c(p, q) or c(r, d).
    COST,
    /// K = ∂C/∂f; for a cost of distances (∂c/∂d)/d. Without exaggeration.
    STIFFNESS
}
