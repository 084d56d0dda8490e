package dev.starling.core.plan;

import dev.starling.api.Arguments;
import dev.starling.api.DistanceCost;
import dev.starling.api.Extension;
import dev.starling.api.Kernel;
import dev.starling.api.Metric;
import dev.starling.api.Parameter;
import dev.starling.api.ProbabilityCost;
import dev.starling.api.Transform;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.tree.Derivative;
import dev.starling.api.expr.tree.Leaf;
import dev.starling.api.expr.tree.Node;
import dev.starling.api.expr.tree.Tree;
import dev.starling.core.matrix.BoundMetric;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static dev.starling.api.expr.tree.Algebra.*;

/// The formula of a part and those that the core derives from it, with its parameters as letters: to be shown to people.
///
/// @param symbol  what is computed: `w(f)`, `∂ ln w/∂f`
/// @param formula how
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record Anatomy(String symbol, Expr formula) {

    /// The formulas of a kernel, cost or transform; none for other extensions.
    public static List<Anatomy> of(Extension part) {
        Arguments letters = Arguments.defaults(part.parameters());
        for (Parameter parameter : part.parameters()) {
            letters = letters.with(parameter.name(), Expr.leaf(parameter.name()));
        }
        return of(part, letters.with(Arguments.PRECISION, Expr.leaf(Arguments.PRECISION)));
    }

    /// The formulas with given arguments in the place of letters.
    public static List<Anatomy> of(Extension part, Arguments given) {
        return switch (part) {
            case Kernel kernel -> ofKernel(kernel, given);
            case ProbabilityCost cost -> ofCost(cost, given);
            case DistanceCost cost -> ofCost(cost, given);
            case Transform transform -> ofTransform(transform, given);
            case Metric metric -> ofMetric(new BoundMetric(metric, given));
            default -> List.of();
        };
    }

    /// Number of different operations in some formulas: a part that several of them have is computed once.
    public static int operations(List<Anatomy> formulas) {
        Set<Expr> operations = new HashSet<>();
        for (Anatomy anatomy : formulas) {
            Tree.visit(anatomy.formula, node -> {
                if (!((Node) node).children().isEmpty()) {
                    operations.add(node);
                }
            });
        }
        return operations.size();
    }

    private static List<Anatomy> ofKernel(Kernel kernel, Arguments letters) {
        Leaf f = new Leaf("f");
        Expr w = simplify(kernel.weight(f, letters));
        return List.of(
                new Anatomy("w(f)", w),
                new Anatomy("∂w/∂f", Derivative.by(f).of(w)),
                new Anatomy("∂ ln w/∂f", Derivative.by(f).ofLog(w)));
    }

    private static List<Anatomy> ofCost(ProbabilityCost cost, Arguments letters) {
        Leaf q = new Leaf("q");
        Expr p = Expr.leaf("p");
        Expr c = simplify(cost.cost(p, q, letters));
        Expr h = simplify(cost.derivativeByLogQ(p, q, letters).orElseGet(() -> c.derivativeByLog(q)));
        List<Anatomy> formulas = new ArrayList<>(List.of(
                new Anatomy("c(p, q)", c),
                new Anatomy("∂c/∂q", Derivative.by(q).of(c)),
                new Anatomy("h = q ∂c/∂q", h)));
        formulas.add(new Anatomy("c(0, q)", atZero(c)));
        formulas.add(new Anatomy("h(0, q)", atZero(h)));
        return formulas;
    }

    private static Expr atZero(Expr e) {
        return simplify(Tree.substitute(e, Map.of("p", ZERO)));
    }

    private static List<Anatomy> ofCost(DistanceCost cost, Arguments letters) {
        Leaf d = new Leaf("d");
        Expr c = simplify(cost.cost(Expr.leaf("r"), d, letters));
        Expr slope = Derivative.by(d).of(c);
        return List.of(
                new Anatomy("c(r, d)", c), new Anatomy("∂c/∂d", slope), new Anatomy("K = (∂c/∂d)/d", simplify(slope.over(d))));
    }

    private static List<Anatomy> ofTransform(Transform transform, Arguments letters) {
        Leaf d = new Leaf("d");
        Expr t = simplify(transform.transform(d, letters));
        return List.of(new Anatomy("t(d)", t), new Anatomy("∂t/∂d", Derivative.by(d).of(t)));
    }

    private static List<Anatomy> ofMetric(BoundMetric metric) {
        List<Anatomy> formulas = new ArrayList<>();
        if (metric.metric().isCentered()) {
            formulas.add(new Anatomy("what takes the place of y at first", Expr.leaf(BoundMetric.Y).minus(Expr.leaf("mean"))));
        }
        List<Expr> ofRow = metric.ofRow();
        for (int s = 0; s < ofRow.size(); s++) {
            formulas.add(new Anatomy(BoundMetric.ofRow(s) + ", over the columns of a row", ofRow.get(s)));
        }
        if (!ofRow.isEmpty()) {
            formulas.add(new Anatomy("what takes the place of y", metric.value()));
        }
        List<Expr> sums = metric.sums();
        for (int s = 0; s < sums.size(); s++) {
            formulas.add(new Anatomy(BoundMetric.sum(s) + ", over the columns", sums.get(s)));
        }
        List<Expr> largest = metric.largest();
        for (int l = 0; l < largest.size(); l++) {
            formulas.add(new Anatomy(BoundMetric.largest(l) + ", of the columns", largest.get(l)));
        }
        formulas.add(new Anatomy("distance", metric.distance()));
        return formulas;
    }
}
