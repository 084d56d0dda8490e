package dev.starling.core.far;

import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.far.Separation.Stays;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;
import dev.starling.core.pairs.Positions;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What the passes of a far field have in common: whom they ask, the error that is aimed at, what has been measured, and the boxes at the last
/// positions, which all passes there share.
final class Surroundings {
    private static final int[] NONE = {};

    final PairEngine exact;
    final Workers workers;
    final Backend backend;
    final Audit.Figures audited = new Audit.Figures();

    /// The error that is asked for, relative to the sum of the sizes of the terms.
    double tolerance;

    private final Consumer<String> notes;
    private @Nullable Positions fragileAt;
    private int[] fragile = NONE;
    private @Nullable Positions lastPositions;
    private int lastCapacity;
    private @Nullable Boxes lastBoxes;
    private final Map<Kind, Place> places = new HashMap<>();

    private record Kind(Resolution resolution, Stays stays) {}

    Surroundings(PairEngine exact, Workers workers, Backend backend, Consumer<String> notes, double tolerance) {
        this.exact = exact;
        this.workers = workers;
        this.backend = backend;
        this.notes = notes;
        this.tolerance = tolerance;
    }

    void note(String text) {
        notes.accept(text);
    }

    /// The pass of the exact engine.
    Pass exactly(PassFormula question, Precision precision) {
        return PairEngine.first(List.of(exact), question, precision);
    }

    /// Keeps which rows are to be taken exactly at these positions, by this pass and those after it.
    void keepFragile(Positions positions, int[] rows) {
        fragileAt = positions;
        fragile = rows;
    }

    /// Rows that are to be taken exactly at these positions.
    int[] fragile(Positions positions) {
        return fragileAt == positions ? fragile : NONE;
    }

    /// The boxes at these positions, which all passes there share.
    Place place(Positions positions, Resolution resolution, Stays stays) {
        int dimensions = positions.coordinates().length;
        int capacity = resolution.capacity(dimensions);
        Boxes boxes = lastBoxes;
        if (boxes == null || lastPositions != positions || lastCapacity != capacity) {
            boxes = new Boxes(positions.coordinates(), positions.n(), capacity, workers);
            lastBoxes = boxes;
            lastPositions = positions;
            lastCapacity = capacity;
            places.clear();
        }
        Boxes cut = boxes;
        return places.computeIfAbsent(new Kind(resolution, stays), _ -> {
            Proxies proxies = new Proxies(resolution.p(), dimensions);
            return new Place(cut, new Interactions(cut, proxies.count, stays, resolution.admissibility(), workers), proxies);
        });
    }
}
