package dev.starling.core;

import dev.starling.core.affinity.Neighbors;
import dev.starling.core.base.Workers;
import dev.starling.core.far.FarField;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;

import java.util.HashMap;
import java.util.Map;

/// The order in which points are optimized. Of very many it is that of a tree over where they begin: the neighbors of a point have numbers near
/// its own then, and their coordinates are in the caches of a processor when its attraction is added up, which is a tenth to a sixth of the time of a million
/// points. Otherwise it is their own.
///
/// @param order which point takes a place; empty where each has its own
record Numbering(int[] order) {
    /// The points as they are.
    static final Numbering OWN = new Numbering(new int[0]);

    /// That of points which are to begin at `y`.
    ///
    /// @param y dimension-major
    static Numbering of(PairMatrix matrix, Engine engine, double[] y, Workers workers) {
        int n = matrix.n();
        boolean pays = engine == Engine.FAR && n > Neighbors.EXACT_UP_TO && matrix instanceof SparseMatrix;
        return pays ? new Numbering(FarField.treeOrder(y, n, y.length / n, workers)) : OWN;
    }

    boolean isOwn() {
        return order.length == 0;
    }

    /// The number that people know a point by.
    int nameOf(int place) {
        return isOwn() ? place : order[place];
    }

    /// Values of points, or their coordinates, dimension-major, in this order.
    double[] in(double[] values) {
        if (isOwn()) {
            return values;
        }
        double[] moved = new double[values.length];
        for (int at = 0; at < values.length; at += order.length) {
            for (int q = 0; q < order.length; q++) {
                moved[at + q] = values[at + order[q]];
            }
        }
        return moved;
    }

    /// The inverse of [#in].
    double[] out(double[] values) {
        if (isOwn()) {
            return values;
        }
        double[] moved = new double[values.length];
        for (int at = 0; at < values.length; at += order.length) {
            for (int q = 0; q < order.length; q++) {
                moved[at + order[q]] = values[at + q];
            }
        }
        return moved;
    }

    /// The map of the points as they are.
    Embedding out(Embedding map) {
        if (isOwn()) {
            return map;
        }
        Map<String, double[]> learned = new HashMap<>();
        map.learned().forEach((name, values) -> learned.put(name, values.length == order.length ? out(values) : values));
        return map.at(out(map.coordinates()), learned);
    }
}
