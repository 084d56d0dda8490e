package dev.starling.api;

import org.apiguardian.api.API;

import java.util.Optional;

/// The function that an [Optimizer] makes small: the cost of an embedding, as a function of one flat array.
///
/// Coordinates are dimension-major: coordinate k of point i is `y[k * n + i]`. Behind them there may be
/// parameters that are learned with them, so that `y` may be longer than n × dimensions. Not for use by several threads at once.
@API(status = API.Status.STABLE, since = "1.0")
public interface Objective {
    /// Number of points.
    int n();

    /// Number of coordinates of a point.
    int dimensions();

    /// Writes ∂C/∂y to `gradient`, as long as `y`, which is left alone.
    ///
    /// @throws ArithmeticException if the gradient is not finite there; a line search takes this for a step that was too long
    void gradient(double[] y, double[] gradient);

    /// Writes ∂C/∂y to `gradient` and returns C, which may be infinite or no number.
    ///
    /// @throws ArithmeticException if the gradient is not finite there
    double valueAndGradient(double[] y, double[] gradient);

    /// The attraction between points as if it were that of springs: the Laplacian L of weights wᵢⱼ such that 4L is about the Hessian of
    /// the attractive part of the cost, for each coordinate alike. It is exactly that of Σᵢⱼ wᵢⱼ|yᵢ − yⱼ|². Empty if there is none to tell.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default Optional<Laplacian> attraction() {
        return Optional.empty();
    }
}
