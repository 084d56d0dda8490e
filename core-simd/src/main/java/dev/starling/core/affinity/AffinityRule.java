package dev.starling.core.affinity;

import dev.starling.api.Affinity;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

import java.util.List;

/// How P is made of distances.
///
/// @param perplexities effective numbers of neighbors; P is the mean over them
/// @param kind         how calibrated rows become P
/// @param kernel       what a neighbor counts by its distance; null for the usual exp(−β r²)
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record AffinityRule(List<Perplexity> perplexities, Affinity kind, @Nullable AffinityKernel kernel) {
    private static final int FEW_NEIGHBORS = 3;

    /// @throws IllegalArgumentException if the kind has no kernel, but one is given
    public AffinityRule {
        perplexities = List.copyOf(perplexities);
        if (kernel != null) {
            switch (kind) {
                case ROW, JOINT, CONDITIONAL, RAW -> {}
                case FUZZY, UNIFORM, DISTANCE -> throw new IllegalArgumentException(
                        "the affinity kernel " + kernel + " is for row, joint, conditional and raw affinities: " + kind + " ones have none");
            }
        }
    }

    /// By exp(−β r²).
    public AffinityRule(List<Perplexity> perplexities, Affinity kind) {
        this(perplexities, kind, null);
    }

    /// Whether the perplexity is the number of neighbors that count, also where P is stored over all pairs.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static boolean isOfNeighbors(Affinity kind) {
        return kind == Affinity.FUZZY || kind == Affinity.UNIFORM;
    }

    /// The usual perplexity of n points. Where it is the number of neighbors that count it is at least 3, if there are so many: below, the nearest alone
    /// would count, and P would fall apart.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static Perplexity automatic(Affinity kind, int n) {
        Perplexity usual = Perplexity.automatic(n);
        double least = isOfNeighbors(kind) ? Math.min(FEW_NEIGHBORS, n - 1) : 1;
        return usual.value() < least ? new Perplexity(least) : usual;
    }

    /// Whether P is symmetric, of data whose distances are.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public static boolean isSymmetric(Affinity kind) {
        return switch (kind) {
            case JOINT, FUZZY, UNIFORM, DISTANCE -> true;
            case ROW, CONDITIONAL, RAW -> false;
        };
    }

    /// How many neighbors of each of n points P is over, where it is over neighbors only.
    ///
    /// @throws IllegalArgumentException if it is over all pairs always
    public int neighbors(int n) {
        if (kind == Affinity.DISTANCE) {
            throw new IllegalArgumentException("normalized distances are over all pairs: they need a dense matrix");
        }
        return perplexities.stream()
                .mapToInt(p -> isOfNeighbors(kind) ? p.rounded() : p.neighbors(n))
                .max()
                .orElseThrow();
    }

    /// @throws IllegalArgumentException if a perplexity is too large for so few points
    void check(int n) {
        for (Perplexity perplexity : perplexities) {
            boolean ofNeighbors = isOfNeighbors(kind);
            if (ofNeighbors ? perplexity.value() > n - 1 : !perplexity.suits(n)) {
                throw new IllegalArgumentException("perplexity " + text(perplexity.value()) + " is too large for " + n + " points: it must be "
                        + (ofNeighbors ? "at most " + (n - 1) : "below " + (n - 1) + "; " + Perplexity.largestFor(n) + " is the largest that works"));
            }
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
