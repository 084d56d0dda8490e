package dev.starling.core.plan;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import org.apiguardian.api.API;

/// What is put together to an objective: parts and the values of their parameters.
@API(status = API.Status.STABLE, since = "1.0")
public sealed interface Composition {

    /// A cost of affinities: C(p, q) with q from a kernel of transformed distances.
    ///
    /// @param weighted whether w_ij is multiplied by mᵢ mⱼ, the importance of the points, as in weighted t-SNE (Yang, Peltonen, Kaski,
    ///                 "Optimization equivalence of divergences improves neighbor embedding", ICML 2014)
    /// @param scales   number of precisions that each point has; q is the mean over them, as in multiscale SNE (Lee,
    ///                 Peluffo-Ordóñez, Verleysen, "Multi-scale similarities in stochastic neighbour embedding", Neurocomputing 2015)
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

        /// Name of the leaf that is a point's precision on a scale, from 0.
        public String precision(int scale) {
            return scales == 1 ? Arguments.PRECISION : Arguments.PRECISION + (scale + 1);
        }
    }

    /// A cost of distances: C(r, d).
    record OfDistances(DistanceCost cost, Arguments costArguments) implements Composition {}
}
