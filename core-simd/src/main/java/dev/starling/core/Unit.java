package dev.starling.core;

import dev.starling.api.expr.tree.Elementary;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;

import java.util.Arrays;
import java.util.OptionalDouble;

/// The unit in which a map is optimized whose lengths are those of the data: a power of two that makes it about as large as maps are whose
/// kernel has a width. To multiply by it is exact, so that the unit of the data changes nothing in the map but its size, and costs that
/// are fourth powers of a distance neither overflow nor vanish. What an optimizer takes for a length, as Adam its learning rate, is one in
/// this unit.
///
/// @param exponent of the power of two that lengths are still to be divided by; 0 for maps that have a unit of their own
/// @param before   of the power of two that the data have been divided by already
/// @param degree   power of the unit that the cost grows with
record Unit(int exponent, int before, double degree) {
    /// Coordinates are below 2⁵ in it.
    private static final int SIZE = 5;

    /// Power of two beyond which a cost may soon be no number.
    private static final int LARGEST_COST = 900;

    /// Of maps that have a unit of their own.
    static final Unit OWN = new Unit(0, 0, 0);

    /// @param lengths distances of the data, or coordinates of the start where there are none
    /// @param before  exponent of a power of two that they have been divided by
    static Unit of(Plan plan, double[] lengths, int before) {
        OptionalDouble degree = plan.composition().degree();
        double largest = Points.largest(lengths);
        boolean own = degree.isEmpty() || !(largest > 0 && largest < Double.POSITIVE_INFINITY);
        return own ? OWN : new Unit(Points.exponentAbove(largest) - SIZE, before, degree.getAsDouble());
    }

    /// Lengths of the divided data in this unit.
    double[] in(double[] lengths) {
        return scaled(lengths, -exponent);
    }

    /// Lengths of the data as they were in this unit.
    double[] fromOutside(double[] lengths) {
        return scaled(lengths, -all());
    }

    /// Distances of the data in this unit; shares of distance have none.
    PairMatrix in(PairMatrix matrix, Plan plan) {
        return switch (matrix) {
            case DenseMatrix r when plan.composition() instanceof Composition.OfDistances -> r.divided(exponent);
            default -> matrix;
        };
    }

    /// 2 to the power of the exponent times the degree.
    private double power() {
        double exact = all() * degree;
        int whole = (int) Math.rint(exact);
        return Math.scalb(exact == whole ? 1 : Elementary.exp((exact - whole) * StrictMath.log(2)), whole);
    }

    /// What a cost of 1 in this unit is in that of the data, or 1 if costs there are not sure to be numbers.
    double cost() {
        return Math.abs(all() * degree) < LARGEST_COST ? power() : 1;
    }

    /// Whether the unit is another than that of the data, and the cost depends on it.
    boolean isScaled() {
        return all() * degree != 0;
    }

    /// Exponent of the unit in that of the data.
    int all() {
        return exponent + before;
    }

    /// The map in the unit of the data.
    Embedding out(Embedding map) {
        return all() == 0 ? map : map.at(scaled(map.coordinates(), all()));
    }

    private static double[] scaled(double[] lengths, int exponent) {
        return exponent == 0 ? lengths : Arrays.stream(lengths).map(length -> Math.scalb(length, exponent)).toArray();
    }
}
