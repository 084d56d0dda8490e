package dev.starling.api;

import org.apiguardian.api.API;

/// How weights become output affinities. The diagonal is in no sum.
@API(status = API.Status.STABLE, since = "1.0")
public enum Normalization {
    /// q = w. UMAP, LargeVis, elastic embedding.
    NONE,
    /// q_ij = w_ij / Σ_j w_ij, one distribution a row. SNE.
    POINT,
    /// q_ij = w_ij / Σ_ij w_ij, one distribution. Symmetric SNE, t-SNE.
    PAIR,
    /// q_ij = (w_ij + w_ji) / 2 Σ_ij w_ij: the same for kernels that are symmetric in the points, the mean of both directions for
    /// those with a parameter of each point's own. P must be symmetric.
    JOINT
}
