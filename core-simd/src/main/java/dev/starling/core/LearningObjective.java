package dev.starling.core;

import dev.starling.api.Laplacian;
import dev.starling.api.Objective;
import dev.starling.api.Recipe;
import dev.starling.core.gradient.EmbeddingObjective;
import dev.starling.core.plan.LearnedParameter;
import dev.starling.core.stiffness.NearCopies;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cost as a function of the coordinates, or of what [NearCopies] has in their place, and, behind them in the same array, of ξ for every learned parameter θ, as [LearnedParameter] has it.
///
/// One that all points share is stretched by √n, ξ = z/√n: its gradient is a sum over all points, and its steps would otherwise be n
/// times as long as those of a coordinate.
final class LearningObjective implements Objective {
    private final EmbeddingObjective objective;
    private final List<LearnedParameter> parameters;

    /// Null where coordinates are the variables.
    private final @Nullable NearCopies near;

    /// Whether parameters have a gradient; without one they stay where they are.
    private boolean learning = true;

    LearningObjective(EmbeddingObjective objective, List<LearnedParameter> parameters) {
        this.objective = objective;
        this.parameters = parameters;
        near = objective.nearCopies().orElse(null);
    }

    /// What an optimizer sees: the coordinates alone where nothing is learned, and nothing held together.
    Objective variables() {
        return parameters.isEmpty() && near == null ? objective : this;
    }

    /// The cost for parameters that stay what they are.
    EmbeddingObjective objective() {
        return objective;
    }

    /// Whether parameters are learned from now on. Under exaggeration they are not: what makes an exaggerated attraction cheap is a kernel
    /// that does not feel it, and from there is no way back.
    void learn(boolean now) {
        learning = now;
    }

    /// The coordinates, with the parameters' start behind them.
    double[] start(double[] coordinates) {
        double[] variables = near == null ? coordinates : near.variables(near.together(coordinates));
        double[] y = Arrays.copyOf(variables, coordinates.length + parameters.stream().mapToInt(this::count).sum());
        int at = coordinates.length;
        for (LearnedParameter parameter : parameters) {
            Arrays.fill(y, at, at + count(parameter), parameter.startUnbounded() / stretch(parameter));
            at += count(parameter);
        }
        return y;
    }

    /// The coordinates without the parameters.
    double[] coordinates(double[] y) {
        double[] variables = Arrays.copyOf(y, n() * dimensions());
        return near == null ? variables : near.coordinates(variables);
    }

    /// Root of the mean squared distance of the points from their center.
    double spread(double[] y) {
        int n = n();
        double squares = 0;
        for (int k = 0; k < dimensions(); k++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += y[k * n + i];
            }
            for (int i = 0; i < n; i++) {
                double off = y[k * n + i] - sum / n;
                squares = Math.fma(off, off, squares);
            }
        }
        return Math.sqrt(squares / n);
    }

    /// The values of the parameters by name: one, or one a point.
    Map<String, double[]> values(double[] y) {
        Map<String, double[]> values = new LinkedHashMap<>();
        List<double[]> theta = theta(y);
        for (int k = 0; k < parameters.size(); k++) {
            values.put(parameters.get(k).leaf(), theta.get(k));
        }
        return values;
    }

    private List<double[]> theta(double[] y) {
        List<double[]> values = new ArrayList<>();
        int at = n() * dimensions();
        for (LearnedParameter parameter : parameters) {
            double[] own = new double[count(parameter)];
            for (int i = 0; i < own.length; i++) {
                own[i] = parameter.value(stretch(parameter) * y[at + i]);
            }
            values.add(own);
            at += own.length;
        }
        return values;
    }

    @Override
    public int n() {
        return objective.n();
    }

    @Override
    public int dimensions() {
        return objective.dimensions();
    }

    @Override
    public void gradient(double[] y, double[] gradient) {
        List<double[]> theta = bind(y);
        double[] coordinates = coordinates(y);
        double[] own = new double[coordinates.length];
        objective.gradient(coordinates, own);
        fill(coordinates, theta, own, gradient);
    }

    @Override
    public double valueAndGradient(double[] y, double[] gradient) {
        List<double[]> theta = bind(y);
        double[] coordinates = coordinates(y);
        double[] own = new double[coordinates.length];
        double cost = objective.valueAndGradient(coordinates, own);
        fill(coordinates, theta, own, gradient);
        return cost;
    }

    /// That of the coordinates' variables.
    @Override
    public Optional<Laplacian> attraction() {
        return near == null ? objective.attraction() : objective.attraction(near);
    }

    double value(double[] y) {
        bind(y);
        return objective.value(coordinates(y));
    }

    /// Why the cost is no number there; empty if nothing is to be said of it.
    String explainValue(double[] y) {
        bind(y);
        return objective.explainValue(coordinates(y));
    }

    private void fill(double[] coordinates, List<double[]> theta, double[] own, double[] gradient) {
        System.arraycopy(near == null ? own : near.gradient(own), 0, gradient, 0, own.length);
        int at = own.length;
        Arrays.fill(gradient, at, gradient.length, 0);
        for (int k = 0; k < (learning ? parameters.size() : 0); k++) {
            LearnedParameter parameter = parameters.get(k);
            double[] values = theta.get(k);
            double[] rows = objective.derivativeBy(parameter.leaf(), coordinates);
            if (parameter.sharing() == Recipe.Sharing.ALL_POINTS) {
                double sum = 0;
                for (double row : rows) {
                    sum += row;
                }
                gradient[at] = stretch(parameter) * parameter.slope(values[0]) * sum;
            } else {
                for (int i = 0; i < rows.length; i++) {
                    gradient[at + i] = parameter.slope(values[i]) * rows[i];
                }
            }
            at += values.length;
        }
    }

    /// Hands the parameters' values over to the objective.
    private List<double[]> bind(double[] y) {
        List<double[]> theta = theta(y);
        for (int k = 0; k < parameters.size(); k++) {
            LearnedParameter parameter = parameters.get(k);
            if (parameter.sharing() == Recipe.Sharing.ALL_POINTS) {
                objective.set(parameter.leaf(), theta.get(k)[0]);
            } else {
                objective.set(parameter.leaf(), theta.get(k));
            }
        }
        return theta;
    }

    private int count(LearnedParameter parameter) {
        return parameter.sharing() == Recipe.Sharing.ALL_POINTS ? 1 : n();
    }

    private double stretch(LearnedParameter parameter) {
        return parameter.sharing() == Recipe.Sharing.ALL_POINTS ? 1 / Math.sqrt(n()) : 1;
    }
}
