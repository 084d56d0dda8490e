package dev.starling.testkit;

import dev.starling.api.Arguments;
import dev.starling.api.Cost;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Normalization;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.core.EmbeddingProblem;
import dev.starling.core.base.CounterRandom;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.exact.ExactEngine;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.FormulaPart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// An extension in an embedding of nine points, with partners from the textbook.
///
/// @param description  the partners, for messages
/// @param composition  all parts
/// @param sparse       whether P is stored without its zeros
record SmallEmbedding(String description, Composition composition, boolean sparse) {
    /// One more than the eight lanes of a sum, so that whole and masked blocks both run.
    private static final int POINTS = 9;

    private static final int DIMENSIONS = 2;

    private static final List<String> COSTS = List.of("p*log(p/q)", "q*log(q/p)", "(p-q)^2/2");
    private static final List<String> KERNELS = List.of("1/(1+f)", "exp(-f)");

    /// The laws that hold whatever the kind of the extension, for all that `embeddings` makes of a sample.
    static List<Law> laws(Function<Sample, List<SmallEmbedding>> embeddings) {
        return List.of(
                Law.atSome("gradient", sample -> embeddings.apply(sample).forEach(one -> one.gradient(sample))),
                Law.atSome("same-bits", sample -> embeddings.apply(sample).forEach(one -> one.sameBits(sample))),
                Law.atSome("invariant", sample -> embeddings.apply(sample).forEach(one -> one.invariant(sample))),
                Law.atSome("duplicates", sample -> embeddings.apply(sample).forEach(one -> one.duplicates(sample))));
    }

    /// A kernel with Kullback-Leibler by pairs, its reverse by rows, and squares of what is not normalized.
    static List<SmallEmbedding> withEveryCost(Kernel kernel, Sample sample) {
        Transform squared = FormulaPart.transform("d^2");
        Arguments given = sample.argumentsOf(kernel);
        return List.of(
                of(FormulaPart.cost(COSTS.get(0)), kernel, given, squared, Normalization.PAIR, false),
                of(FormulaPart.cost(COSTS.get(0)), kernel, given, squared, Normalization.PAIR, true),
                of(FormulaPart.cost(COSTS.get(1)), kernel, given, squared, Normalization.POINT, false),
                of(FormulaPart.cost(COSTS.get(2)), kernel, given, squared, Normalization.NONE, true));
    }

    /// A cost with the Student t and the Gaussian kernel, by pairs, by rows and not normalized; one of distances alone.
    static List<SmallEmbedding> withEveryKernel(Cost cost, Sample sample) {
        return switch (cost) {
            case DistanceCost distance -> List.of(new SmallEmbedding(
                    "in an embedding", new Composition.OfDistances(distance, sample.argumentsOf(distance)), false));
            case ProbabilityCost probability -> {
                Kernel student = FormulaPart.kernel(KERNELS.get(0));
                Kernel gaussian = FormulaPart.kernel(KERNELS.get(1));
                yield List.of(
                        of(probability, sample, student, Normalization.PAIR, false),
                        of(probability, sample, student, Normalization.PAIR, true),
                        of(probability, sample, gaussian, Normalization.POINT, false),
                        of(probability, sample, student, Normalization.NONE, true));
            }
        };
    }

    /// A transform under both kernels.
    static List<SmallEmbedding> under(Transform transform, Sample sample) {
        Arguments given = sample.argumentsOf(transform);
        return KERNELS.stream().map(text -> {
            Kernel kernel = FormulaPart.kernel(text);
            return of(FormulaPart.cost(COSTS.getFirst()), kernel, defaults(kernel), transform, given, Normalization.PAIR, false);
        }).toList();
    }

    private static SmallEmbedding of(
            ProbabilityCost cost, Sample sample, Kernel kernel, Normalization normalization, boolean sparse) {
        Transform squared = FormulaPart.transform("d^2");
        return new SmallEmbedding(
                describe("the kernel " + kernel.name(), normalization, sparse),
                new Composition.OfProbabilities(
                        cost, sample.argumentsOf(cost), kernel, defaults(kernel), squared, defaults(squared), normalization),
                sparse);
    }

    private static SmallEmbedding of(
            Cost cost, Kernel kernel, Arguments given, Transform transform, Normalization normalization, boolean sparse) {
        return of(cost, kernel, given, transform, defaults(transform), normalization, sparse);
    }

    private static SmallEmbedding of(
            Cost cost, Kernel kernel, Arguments given, Transform transform, Arguments ofTransform, Normalization normalization,
            boolean sparse) {
        return new SmallEmbedding(
                describe("the cost " + cost.name(), normalization, sparse),
                new Composition.OfProbabilities(
                        (ProbabilityCost) cost, defaults(cost), kernel, given, transform, ofTransform, normalization),
                sparse);
    }

    private static Arguments defaults(Extension part) {
        return Arguments.defaults(part.parameters());
    }

    private static String describe(String partner, Normalization normalization, boolean sparse) {
        return "with " + partner + " normalized by " + normalization.name().toLowerCase(Locale.ROOT) + (sparse ? ", sparse P" : "");
    }

    private EmbeddingObjective objective(Sample sample, Workers workers, Backend backend) {
        return EmbeddingProblem.of(composition, matrix(sample), DIMENSIONS).objective(List.of(new ExactEngine(workers, backend)), Precision.DOUBLE);
    }

    private void gradient(Sample sample) {
        try (Workers workers = new Workers(1)) {
            EmbeddingObjective objective = objective(sample, workers, Backend.SCALAR);
            double[] y = scattered(sample);
            double[] gradient = new double[y.length];
            objective.gradient(y, gradient);
            for (int c = 0; c < y.length; c++) {
                int coordinate = c;
                double[] moved = y.clone();
                Slope.check(
                        "at coordinate " + c + ", " + description + ",",
                        x -> {
                            moved[coordinate] = x;
                            double cost = objective.value(moved);
                            moved[coordinate] = y[coordinate];
                            return cost;
                        },
                        y[c],
                        0.25,
                        gradient[c],
                        0);
            }
        }
    }

    private void sameBits(Sample sample) {
        try (Workers workers = new Workers(1)) {
            double[] y = scattered(sample);
            double[] interpreted = new double[y.length];
            double cost = objective(sample, workers, Backend.INTERPRET).valueAndGradient(y, interpreted);
            for (Backend backend : List.of(Backend.SCALAR, Backend.SIMD)) {
                EmbeddingObjective objective = compiled(sample, workers, backend);
                double[] compiled = new double[y.length];
                double other = objective.valueAndGradient(y, compiled);
                LawBroken.unless(
                        Double.compare(cost, other) == 0 && Arrays.equals(interpreted, compiled),
                        description + " the " + backend + " loop gives other bits than the interpreter: cost " + other + ", not " + cost);
            }
        }
    }

    /// A loop that really is of the kind asked for: a law that was not tried must not look kept.
    private EmbeddingObjective compiled(Sample sample, Workers workers, Backend backend) {
        if (backend == Backend.SIMD && ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            throw new LawBroken("vector loops cannot run here: start the tests with --add-modules jdk.incubator.vector");
        }
        EmbeddingObjective objective = objective(sample, workers, backend);
        LawBroken.unless(
                objective.backend() == backend,
                description + " the formula runs on " + objective.backend() + " instead of " + backend + "; it is too long to compile");
        return objective;
    }

    private void invariant(Sample sample) {
        try (Workers workers = new Workers(1)) {
            EmbeddingObjective objective = objective(sample, workers, Backend.SCALAR);
            double[] y = scattered(sample);
            double[] gradient = new double[y.length];
            double cost = objective.valueAndGradient(y, gradient);
            for (int k = 0; k < DIMENSIONS; k++) {
                double sum = 0;
                double size = 0;
                for (int i = 0; i < POINTS; i++) {
                    sum += gradient[k * POINTS + i];
                    size += Math.abs(gradient[k * POINTS + i]);
                }
                LawBroken.unless(
                        Math.abs(sum) <= 1e-10 * size + 1e-14 * Math.abs(cost),
                        description + " the gradients of all points sum to " + Text.of(sum) + "; every pull has its counter-pull");
            }
            double[] moved = y.clone();
            for (int c = 0; c < moved.length; c++) {
                moved[c] += c < POINTS ? 3 : -5;
            }
            double other = objective.value(moved);
            // Moved coordinates are rounded, by about 1e-15, which a sharp kernel multiplies.
            LawBroken.unless(
                    Math.abs(other - cost) <= 1e-7 * Math.max(Math.abs(cost), 1e-3),
                    description + " the cost is " + Text.of(cost) + ", but " + Text.of(other) + " where all points are moved alike");
        }
    }

    /// Two points on the same spot; then all nearly so, at squared distances of 10⁻¹⁵⁰.
    private void duplicates(Sample sample) {
        double[] two = scattered(sample);
        for (int k = 0; k < DIMENSIONS; k++) {
            two[k * POINTS + 1] = two[k * POINTS];
        }
        double[] all = Arrays.stream(scattered(sample)).map(x -> 1e-75 * x).toArray();
        finite(sample, two, "two points on the same spot");
        finite(sample, all, "all points within 1e-75");
    }

    private void finite(Sample sample, double[] y, String where) {
        try (Workers workers = new Workers(1)) {
            EmbeddingObjective objective = objective(sample, workers, Backend.SCALAR);
            double[] gradient = new double[y.length];
            double cost = objective.valueAndGradient(y, gradient);
            LawBroken.unless(Double.isFinite(cost), description + ", " + where + ", the cost is " + cost);
            LawBroken.unless(
                    Arrays.stream(gradient).allMatch(Double::isFinite), description + ", " + where + ", the gradient is not finite");
        } catch (NumericalException e) {
            throw new LawBroken(description + ", " + where + ", " + e.getMessage(), e);
        }
    }

    /// Points in a square of side 2, no two of which are near.
    private static double[] scattered(Sample sample) {
        CounterRandom random = new CounterRandom(sample.seed(), 1);
        double[] y = new double[POINTS * DIMENSIONS];
        for (int i = 0; i < POINTS; i++) {
            // One in each cell of a grid of three by three.
            int column = i % 3;
            int row = i / 3;
            y[i] = (column + 0.2 + 0.6 * random.uniform(2L * i)) * 2 / 3 - 1;
            y[POINTS + i] = (row + 0.2 + 0.6 * random.uniform(2L * i + 1)) * 2 / 3 - 1;
        }
        return y;
    }

    /// Affinities that are symmetric and sum to 1, a third of them 0; distances for a cost of distances.
    private PairMatrix matrix(Sample sample) {
        CounterRandom random = new CounterRandom(sample.seed(), 2);
        boolean distances = composition instanceof Composition.OfDistances;
        int stride = DenseMatrix.strideOf(POINTS);
        double[] values = new double[POINTS * stride];
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < i; j++) {
                boolean zero = !distances && (i + j) % 3 == 0;
                double value = zero ? 0 : 0.1 + random.uniform((long) i * POINTS + j);
                values[i * stride + j] = value;
                values[j * stride + i] = value;
                sum += 2 * value;
            }
        }
        if (!distances) {
            for (int k = 0; k < values.length; k++) {
                values[k] /= sum;
            }
        }
        DenseMatrix dense = DenseMatrix.trusted(POINTS, stride, values, true);
        return sparse ? withoutZeros(dense) : dense;
    }

    private static SparseMatrix withoutZeros(DenseMatrix dense) {
        int[] starts = new int[POINTS + 1];
        int[] columns = new int[POINTS * POINTS];
        double[] stored = new double[POINTS * POINTS];
        int count = 0;
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < POINTS; j++) {
                if (dense.get(i, j) != 0) {
                    columns[count] = j;
                    stored[count++] = dense.get(i, j);
                }
            }
            starts[i + 1] = count;
        }
        double[] kept = Arrays.copyOf(stored, count);
        return SparseMatrix.sharing(POINTS, starts, Arrays.copyOf(columns, count), kept, kept);
    }
}
