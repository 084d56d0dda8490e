package dev.starling.core.gradient;

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
    record OfProbabilities(
            ProbabilityCost cost,
            Arguments costArguments,
            Kernel kernel,
            Arguments kernelArguments,
            Transform transform,
            Arguments transformArguments,
            Normalization normalization)
            implements Composition {

        /// The same parts with other values of the kernel's parameters.
        public OfProbabilities withKernelArguments(Arguments arguments) {
            return new OfProbabilities(cost, costArguments, kernel, arguments, transform, transformArguments, normalization);
        }
    }

    /// A cost of distances: C(r, d).
    record OfDistances(DistanceCost cost, Arguments costArguments) implements Composition {}
}
