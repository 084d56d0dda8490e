package dev.starling.core.matrix;

import org.apiguardian.api.API;

/// A number for every ordered pair of different points: input affinities p, or input distances r.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public sealed interface PairMatrix permits DenseMatrix, SparseMatrix {
    /// Number of points.
    int n();

    /// Whether the matrix equals its transpose, bit for bit.
    boolean symmetric();

    /// The number at (i, j); 0 on the diagonal and where nothing is stored.
    double get(int i, int j);
}
