package dev.starling.core;

import dev.starling.core.compile.Backend;
import org.apiguardian.api.API;

import java.util.List;
import java.util.Map;

/// What a run reached.
///
/// @param n            number of points
/// @param dimensions   number of coordinates of a point
/// @param coordinates  dimension-major: coordinate k of point i is at k · n + i
/// @param learned      learned parameters by name: one value, or one a point
/// @param costs        the cost at the start, every [Optimization#COST_EVERY] iterations and at the end
/// @param reached      the cost of these coordinates, and the iteration that reached them: the best of those in `costs`
/// @param iterations   number of iterations done
/// @param ending       why it ended
/// @param learningRate the learning rate used, NaN if the optimizer has none
/// @param floored      number of affinities raised to 2⁻⁵² because the cost is infinite at p = 0
/// @param backend      what the loops ran on
/// @param engine       who added up over the pairs, and how well
@API(status = API.Status.STABLE, since = "1.0")
public record Embedding(
        int n,
        int dimensions,
        double[] coordinates,
        Map<String, double[]> learned,
        List<CostAt> costs,
        CostAt reached,
        int iterations,
        Ending ending,
        double learningRate,
        long floored,
        Backend backend,
        EngineReport engine) {

    /// The cost after a number of iterations.
    @API(status = API.Status.STABLE, since = "1.0")
    public record CostAt(int iteration, double cost) {}

    /// The same with other coordinates.
    Embedding at(double[] others) {
        return at(others, learned);
    }

    /// The same with other coordinates and learned parameters.
    Embedding at(double[] others, Map<String, double[]> learned) {
        return new Embedding(n, dimensions, others, learned, costs, reached, iterations, ending, learningRate, floored, backend, engine);
    }

    public double startCost() {
        return costs.getFirst().cost();
    }

    /// The cost of the coordinates.
    public double cost() {
        return reached.cost();
    }

    /// Why it ended, in words.
    public String finished() {
        return ending.inWords();
    }

    /// Coordinate `k` of point `i`.
    public double get(int i, int k) {
        return coordinates[k * n + i];
    }

    /// The coordinates as one array a point.
    public double[][] toRows() {
        double[][] rows = new double[n][dimensions];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < dimensions; k++) {
                rows[i][k] = get(i, k);
            }
        }
        return rows;
    }

    /// The same, reached by this engine.
    Embedding by(EngineReport report) {
        return new Embedding(n, dimensions, coordinates, learned, costs, reached, iterations, ending, learningRate, floored, backend, report);
    }
}
