package dev.starling.api;

import org.apiguardian.api.API;

/// The Laplacian L = D − W of symmetric weights W ≥ 0 between n points, D = diag(Σⱼ wᵢⱼ): positive semidefinite, and 0 on what is the
/// same for all points.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public interface Laplacian {
    /// Writes L·x to `out`, for one coordinate of all points: `out[i]` = Σⱼ wᵢⱼ (xᵢ − xⱼ). Both have n elements, and `x` is left alone.
    void multiply(double[] x, double[] out);

    /// The diagonal of L, a copy: n sums of weights.
    double[] diagonal();
}
