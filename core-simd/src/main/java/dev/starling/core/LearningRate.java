package dev.starling.core;

import dev.starling.api.Affinity;
import dev.starling.api.Arguments;
import dev.starling.api.Normalization;
import dev.starling.api.Objective;
import dev.starling.api.Parameter;
import dev.starling.api.Recipe;
import dev.starling.api.expr.Expr;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The arguments of an optimizer with the learning rate in them, if it has one.
///
/// @param value NaN if it has none
/// @param note  what to say of it, if it was worked out
record LearningRate(Arguments arguments, double value, Optional<String> note) {
    static final String NAME = "learning-rate";

    private static final String LONGEST_STEP = "max-step";

    /// As long as a step may be where the rate is that of the phase, in units of the map: as FIt-SNE and openTSNE have it. At a rate of n the steps of points
    /// with many more neighbors than others would overshoot, ever more, and throw them out of the map.
    private static final double LONGEST = 5;

    /// Exaggeration that is reckoned with where there is none.
    private static final double USUAL_EXAGGERATION = 12;

    /// Powers of ten between which a rate is written without an exponent.
    private static final int LEAST_PLAIN = -6;

    private static final int MOST_PLAIN = 8;

    static LearningRate of(Plan plan, Objective objective) {
        Optional<Parameter> rate = parameter(plan);
        if (rate.isEmpty()) {
            return new LearningRate(plan.optimizerArguments(), Double.NaN, Optional.empty());
        }
        double given = plan.optimizerArguments().value(rate.get());
        if (!Double.isNaN(given)) {
            return new LearningRate(plan.optimizerArguments(), given, Optional.empty());
        }
        LearningRate automatic =
                new LearningRate(plan.optimizerArguments(), Double.NaN, Optional.empty()).at(automatic(plan, objective));
        return new LearningRate(automatic.arguments, automatic.value, Optional.of("learning rate " + automatic.inWords() + " (automatic)"));
    }

    /// Whether the rate is worked out from the data.
    static boolean isAutomatic(Plan plan) {
        return parameter(plan).filter(rate -> Double.isNaN(plan.optimizerArguments().value(rate))).isPresent();
    }

    static Optional<Parameter> parameter(Plan plan) {
        return parameter(plan, NAME);
    }

    private static Optional<Parameter> parameter(Plan plan, String name) {
        return plan.optimizer().parameters().stream().filter(parameter -> parameter.name().equals(name)).findFirst();
    }

    /// The same with a longest step, if the optimizer knows one and none is set.
    LearningRate withLongestStep(Plan plan) {
        boolean free = parameter(plan, LONGEST_STEP).filter(step -> arguments.value(step) == 0).isPresent();
        return free ? new LearningRate(arguments.with(LONGEST_STEP, Expr.constant(LONGEST)), value, note) : this;
    }

    /// The rate where the user sets none. For affinities that sum to 1 it is n/exaggeration, as Belkina et al. (2019) have it: attraction
    /// pulls at a point with a force of 1/n in all, so that it suits any number of points. (They, and programs since, have 200 or 50 as
    /// the least. For few points that overshoots: below 600, maps are better without.) Where the forces are others, it goes by the force
    /// at a point: where each row of P sums to 1, the gradient is n times as long, and the rate is divided by n.
    private static double automatic(Plan plan, Objective objective) {
        Recipe recipe = plan.recipe();
        double exaggeration = recipe.exaggeration() > 1 ? recipe.exaggeration() : USUAL_EXAGGERATION;
        return switch (plan.composition()) {
            case Composition.OfDistances _ -> 1 / (USUAL_EXAGGERATION * largestForce(objective));
            case Composition.OfProbabilities parts when parts.normalization() == Normalization.POINT || recipe.affinity() == Affinity.ROW ->
                1 / exaggeration;
            case Composition.OfProbabilities _ when recipe.affinity() == Affinity.RAW || recipe.affinity() == Affinity.FUZZY ->
                1 / (exaggeration * largestForce(objective));
            case Composition.OfProbabilities _ -> objective.n() / exaggeration;
        };
    }

    /// The largest sum of attractions at a point, or 1 if there are none.
    private static double largestForce(Objective objective) {
        double largest = Arrays.stream(objective.attraction().orElseThrow().diagonal()).max().orElse(0);
        return largest > 0 ? largest : 1;
    }

    /// The same with another rate, if there is one.
    LearningRate at(double rate) {
        return Double.isNaN(rate) ? this : new LearningRate(arguments.with(NAME, Expr.constant(rate)), rate, Optional.empty());
    }

    /// The rate in four digits. `BigDecimal` would say it in a line, but works out tables when it is loaded, in the time of some hundred iterations.
    String inWords() {
        String digits = String.format(Locale.ROOT, "%.3e", value);
        int exponent = Integer.parseInt(digits.substring(digits.indexOf('e') + 1));
        double rounded = Double.parseDouble(digits);
        if (exponent < LEAST_PLAIN || exponent > MOST_PLAIN) {
            return Double.toString(rounded);
        }
        String plain = String.format(Locale.ROOT, "%." + Math.max(0, 3 - exponent) + "f", rounded);
        return exponent < 3 ? plain.replaceFirst("\\.?0+$", "") : plain;
    }
}
