package dev.starling.app.formulas;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.Parameter;
import dev.starling.api.expr.Expr;
import dev.starling.api.expr.FormulaException;
import dev.starling.core.plan.FormulaPart;

import java.util.List;

/// A metric that a file declares: a name for a formula.
final class DeclaredMetric implements Metric {
    private final String name;
    private final String summary;
    private final Metric formula;

    private DeclaredMetric(String name, String summary, Metric formula) {
        this.name = name;
        this.summary = summary;
        this.formula = formula;
    }

    static DeclaredMetric of(Section part) {
        String name = part.matching("name", DeclaredPart.NAME, DeclaredPart.NAME_WORDS);
        String text = part.text("distance");
        String source = part.has("source") ? " (" + part.text("source") + ")" : "";
        DeclaredMetric metric = new DeclaredMetric(name, part.text("summary", "the formula " + text) + source, formula(part, text));
        part.refuseOthers();
        return metric;
    }

    private static Metric formula(Section part, String text) {
        try {
            return FormulaPart.metric(text);
        } catch (FormulaException e) {
            throw part.fault("distance", String.valueOf(e.getMessage()).lines().findFirst().orElse("") + " of \"" + text + "\"");
        } catch (IllegalArgumentException e) {
            throw part.fault("distance", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public List<Parameter> parameters() {
        return formula.parameters();
    }

    @Override
    public List<Expr> sums(Expr x, Expr y, Arguments given) {
        return formula.sums(x, y, given);
    }

    @Override
    public List<Expr> largest(Expr x, Expr y, Arguments given) {
        return formula.largest(x, y, given);
    }

    @Override
    public Expr distance(List<Expr> sums, List<Expr> largest, Arguments given) {
        return formula.distance(sums, largest, given);
    }
}
