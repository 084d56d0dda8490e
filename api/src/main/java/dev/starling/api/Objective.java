package dev.starling.api;

import org.apiguardian.api.API;

/// The function that an [Optimizer] makes small: the cost of an embedding, as a function of one flat array.
///
/// Coordinates are dimension-major: coordinate k of point i is `y[k * n + i]`. Not for use by several threads at once.
@API(status = API.Status.STABLE, since = "1.0")
public interface Objective {
    /// Number of points.
    int n();

    /// Number of coordinates of a point.
    int dimensions();

    /// Writes ∂C/∂y to `gradient`, as long as `y`, which is left alone.
    void gradient(double[] y, double[] gradient);

    /// Writes ∂C/∂y to `gradient` and returns C.
    double valueAndGradient(double[] y, double[] gradient);
}
