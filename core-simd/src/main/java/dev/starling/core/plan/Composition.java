package dev.starling.core.plan;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import org.apiguardian.api.API;

import java.util.OptionalDouble;

/// What is put together to an objective: parts and the values of their parameters.
@API(status = API.Status.STABLE, since = "1.0")
public sealed interface Composition {
    /// How the cost grows with the unit of the data and of the map, if that is one and the same: multiplied by s, they have sᵐ times the
    /// cost, and so the same map. Empty where the map has a unit of its own, such as the width of the kernel.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    OptionalDouble degree();

    /// Whether coordinates of any size will do to begin at: the unit of distances is that of the data, and shares have none.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    default boolean bearsAnySize() {
        return this instanceof OfDistances || degree().isPresent();
    }

    /// A cost of affinities: C(p, q) with q from a kernel of transformed distances.
    ///
    /// @param weighted whether w_ij is multiplied by mᵢ mⱼ, the importance of the points, as in weighted t-SNE (Yang, Peltonen, Kaski,
    ///                 "Optimization equivalence of divergences improves neighbor embedding", ICML 2014)
    /// @param scales   number of precisions that each point has; q is the mean over them, as in multiscale SNE (Lee,
    ///                 Peluffo-Ordóñez, Verleysen, "Multi-scale similarities in stochastic neighbor embedding", Neurocomputing 2015)
    record OfProbabilities(
            ProbabilityCost cost,
            Arguments costArguments,
            Kernel kernel,
            Arguments kernelArguments,
            Transform transform,
            Arguments transformArguments,
            Normalization normalization,
            boolean weighted,
            int scales)
            implements Composition {

        /// Name of the leaf that is a point's importance.
        public static final String IMPORTANCE = "importance";

        public OfProbabilities {
            if (scales < 1) {
                throw new IllegalArgumentException("scales must be at least 1, but was " + scales);
            }
        }

        /// Without weights, on one scale.
        public OfProbabilities(
                ProbabilityCost cost,
                Arguments costArguments,
                Kernel kernel,
                Arguments kernelArguments,
                Transform transform,
                Arguments transformArguments,
                Normalization normalization) {
            this(cost, costArguments, kernel, kernelArguments, transform, transformArguments, normalization, false, 1);
        }

        /// The same parts with other values of the kernel's parameters.
        public OfProbabilities withKernelArguments(Arguments arguments) {
            return new OfProbabilities(
                    cost, costArguments, kernel, arguments, transform, transformArguments, normalization, weighted, scales);
        }

        /// The same parts, on a number of scales.
        public OfProbabilities onScales(int number) {
            return new OfProbabilities(
                    cost, costArguments, kernel, kernelArguments, transform, transformArguments, normalization, weighted, number);
        }

        /// 0 where weights are powers of the distance and normalized, so that they are shares.
        @Override
        public OptionalDouble degree() {
            Expr weight = kernel.weight(transform.transform(Expr.leaf("d"), transformArguments), kernelArguments);
            boolean shares = normalization != Normalization.NONE && Degree.of(weight, "d").isPresent();
            return shares ? OptionalDouble.of(0) : OptionalDouble.empty();
        }

        /// Name of the leaf that is a point's precision on a scale, from 0.
        public String precision(int scale) {
            return scales == 1 ? Arguments.PRECISION : Arguments.PRECISION + (scale + 1);
        }
    }

    /// A cost of distances: C(r, d).
    record OfDistances(DistanceCost cost, Arguments costArguments) implements Composition {
        @Override
        public OptionalDouble degree() {
            OptionalDouble ofPair = Degree.of(cost.cost(Expr.leaf("r"), Expr.leaf("d"), costArguments), "r", "d");
            return cost.relativeToDistances() && ofPair.isPresent() ? OptionalDouble.of(ofPair.getAsDouble() - 1) : ofPair;
        }
    }
}
