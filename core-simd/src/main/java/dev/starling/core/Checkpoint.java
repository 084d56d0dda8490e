package dev.starling.core;

import org.apiguardian.api.API;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a [Descent] depends on between two iterations, besides its plan and its objective. One that is resumed from here takes the
/// same steps, bit for bit.
///
/// @param iteration    iterations done
/// @param exaggerating whether the attraction was exaggerated in the last of them
/// @param learningRate the learning rate, NaN if the optimizer has none
/// @param halvings     how often it was halved after the numbers had gone astray
/// @param startSpread  the spread of the start
/// @param costs        the costs so far
/// @param best         the lowest cost so far
/// @param bestPosition coordinates of that cost, with the learned parameters' ξ behind them
/// @param optimizer    the optimizer's state
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record Checkpoint(
        int iteration,
        boolean exaggerating,
        double learningRate,
        int halvings,
        double startSpread,
        List<Embedding.CostAt> costs,
        Embedding.CostAt best,
        double[] bestPosition,
        Map<String, double[]> optimizer) {

    public Checkpoint {
        costs = List.copyOf(costs);
        bestPosition = bestPosition.clone();
        optimizer = copy(optimizer);
    }

    @Override
    public double[] bestPosition() {
        return bestPosition.clone();
    }

    @Override
    public Map<String, double[]> optimizer() {
        return copy(optimizer);
    }

    private static Map<String, double[]> copy(Map<String, double[]> state) {
        Map<String, double[]> copies = new LinkedHashMap<>();
        state.forEach((name, array) -> copies.put(name, array.clone()));
        return copies;
    }
}
