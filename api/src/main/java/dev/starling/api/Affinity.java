package dev.starling.api;

import org.apiguardian.api.API;

/// How calibrated rows become the input affinities P.
@API(status = API.Status.STABLE, since = "1.0")
public enum Affinity {
    /// p_j|i: each row sums to 1. SNE.
    ROW,
    /// (p_j|i + p_i|j) / 2N: symmetric, sums to 1. Symmetric SNE, t-SNE.
    JOINT,
    /// p_j|i / N: sums to 1, not symmetric.
    CONDITIONAL,
    /// exp(-βᵢ r²): not normalized, not symmetric.
    RAW,
    /// 1 − (1 − vᵢⱼ)(1 − vⱼᵢ) with vᵢⱼ = exp(−(rᵢⱼ − ρᵢ)/σᵢ): the fuzzy union of UMAP, symmetric, not normalized. ρᵢ is the distance
    /// to the nearest neighbor, and σᵢ such that the row sums to the binary logarithm of the perplexity, which is the number of
    /// neighbors.
    FUZZY,
    /// rᵢⱼ / Σᵢⱼ rᵢⱼ: shares of distance instead of closeness, for a cost that compares normalized distances. Symmetric, sums to 1, and
    /// over all pairs; there is no perplexity.
    DISTANCE,
    /// (uᵢⱼ + uⱼᵢ) / 2N with uᵢⱼ = 1/k for each of the k nearest neighbors of i: symmetric, sums to 1. Its perplexity is k.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    UNIFORM
}
