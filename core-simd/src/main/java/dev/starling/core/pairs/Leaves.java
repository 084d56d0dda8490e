package dev.starling.core.pairs;

import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.compile.LoopFormula;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The meaning of the leaves in formulas of an ordered pair (i, j): which name stands for which [PairLeaf].
///
/// Names that are not declared here are scalars.
public final class Leaves {
    /// ‖yᵢ − yⱼ‖².
    public static final Leaf SQUARED_DISTANCE = new Leaf(LoopFormula.SQUARED_DISTANCE);

    /// 1 + ‖yᵢ − yⱼ‖².
    public static final Leaf ONE_PLUS_SQUARED_DISTANCE = new Leaf(LoopFormula.ONE_PLUS_SQUARED_DISTANCE);

    /// pᵢⱼ.
    public static final Leaf INPUT = new Leaf("p");

    /// pⱼᵢ.
    public static final Leaf TRANSPOSED_INPUT = new Leaf("pT");

    /// Leaves of distances and matrices alone: nothing differs from point to point.
    public static final Leaves OF_PAIRS = new Leaves(Set.of(), true, Set.of());

    private final Set<String> points;
    private final boolean symmetric;
    private final Set<Leaf> neverZero;
    private final Map<String, PairLeaf> meanings = new HashMap<>();
    private final Map<String, Expr> transposed = new HashMap<>();

    /// @param points     names of the values that differ from point to point
    /// @param symmetric  whether pᵢⱼ = pⱼᵢ
    public Leaves(Collection<String> points, boolean symmetric) {
        this(points, symmetric, Set.of());
    }

    /// @param points     names of the values that differ from point to point
    /// @param symmetric  whether pᵢⱼ = pⱼᵢ
    /// @param neverZero  leaves whose values are never 0
    public Leaves(Collection<String> points, boolean symmetric, Set<Leaf> neverZero) {
        this.points = Set.copyOf(points);
        this.symmetric = symmetric;
        this.neverZero = Set.copyOf(neverZero);
        meanings.put(SQUARED_DISTANCE.name(), PairLeaf.Distance.SQUARED);
        meanings.put(ONE_PLUS_SQUARED_DISTANCE.name(), PairLeaf.Distance.ONE_PLUS_SQUARED);
        meanings.put(INPUT.name(), PairLeaf.Matrix.OWN);
        meanings.put(TRANSPOSED_INPUT.name(), PairLeaf.Matrix.TRANSPOSED);
        if (!symmetric) {
            transposed.put(INPUT.name(), TRANSPOSED_INPUT);
            transposed.put(TRANSPOSED_INPUT.name(), INPUT);
        }
        for (String point : points) {
            meanings.put(ofRow(point).name(), new PairLeaf.OfRow(point));
            meanings.put(ofColumn(point).name(), new PairLeaf.OfColumn(point));
            transposed.put(ofRow(point).name(), ofColumn(point));
            transposed.put(ofColumn(point).name(), ofRow(point));
        }
    }

    /// The leaf for the value of point i.
    public static Leaf ofRow(String point) {
        return new Leaf(point);
    }

    /// The leaf for the value of point j.
    public static Leaf ofColumn(String point) {
        return new Leaf(point + ".other");
    }

    /// The same, and more values that differ from point to point.
    public Leaves with(Collection<String> morePoints) {
        Set<String> all = new HashSet<>(points);
        all.addAll(morePoints);
        return new Leaves(all, symmetric, neverZero);
    }

    public boolean symmetric() {
        return symmetric;
    }

    /// Names of the values that differ from point to point.
    public Set<String> points() {
        return points;
    }

    /// The leaves of either point.
    public Set<String> ofEitherPoint() {
        Set<String> names = new TreeSet<>(points);
        points.forEach(point -> names.add(ofColumn(point).name()));
        return names;
    }

    boolean isNeverZero(Leaf leaf) {
        return neverZero.contains(leaf);
    }

    public PairLeaf meaning(String leaf) {
        PairLeaf declared = meanings.get(leaf);
        return declared != null ? declared : new PairLeaf.Scalar(leaf);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Leaves leaves && points.equals(leaves.points) && symmetric == leaves.symmetric
                && neverZero.equals(leaves.neverZero);
    }

    @Override
    public int hashCode() {
        return Objects.hash(points, symmetric, neverZero);
    }

    /// Whether a formula has the same value for (j, i) as for (i, j) whatever its values are.
    public boolean isSymmetric(Expr e) {
        return e.leaves().stream().noneMatch(transposed::containsKey);
    }

    /// The formula of the pair (j, i) from that of (i, j); not simplified.
    public Expr transposed(Expr e) {
        return Tree.substitute(e, transposed);
    }
}
