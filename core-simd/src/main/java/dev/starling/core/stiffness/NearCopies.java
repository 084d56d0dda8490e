package dev.starling.core.stiffness;

import dev.starling.api.Laplacian;
import org.apiguardian.api.API;

import java.util.List;
import java.util.function.DoubleSupplier;

/// Variables of a map of distances in which points that are near copies of each other move together.
///
/// A cost of relative errors, as Sammon's (r − d)²/r, holds near copies together by a stiffness that grows as they come nearer. Beside it all other
/// forces are small, and a step that suits both is too short for the map to get anywhere. So groups of near points, as single linkage finds them, have
/// other variables: for the whole group its center, and for any two parts that join the difference of their centers, times √(stiffness / usual
/// stiffness). All variables are about as stiff then. With φₖ the orthonormal differences and centers, and mₖ their factors,
///
///     y = Σₖ φₖ uₖ / mₖ,     uₖ = mₖ φₖ·y,     ∂C/∂uₖ = φₖ·∂C/∂y / mₖ
///
/// Points without near copies stay their own variables.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class NearCopies {
    /// Parts of a start that lie so many times as far apart as their points do in the data are brought together.
    private static final double TOO_FAR = 2;

    private final int n;

    /// The points of groups, such that each part is a range of it.
    private final int[] order;

    /// Each after those of its parts.
    private final List<Join> joins;

    private final List<Group> groups;

    /// Two parts that are one: the points of the order from `from` to before `middle`, and from there to before `to`.
    ///
    /// @param factor    of the difference
    /// @param stiffness ½ ∂²C/∂u², without the factor
    /// @param distance  mean of the distances between the parts
    record Join(int from, int middle, int to, double factor, double stiffness, double distance) {
        double first() {
            return middle - from;
        }

        double second() {
            return to - middle;
        }

        /// φ·y of centers that differ by 1.
        double norm() {
            return Math.sqrt(first() * second() / (first() + second()));
        }
    }

    /// A range of the order that has no near points outside.
    ///
    /// @param stiffness of its center, which has no factor
    record Group(int from, int to, double stiffness) {}

    NearCopies(int n, int[] order, List<Join> joins, List<Group> groups) {
        this.n = n;
        this.order = order;
        this.joins = List.copyOf(joins);
        this.groups = List.copyOf(groups);
    }

    /// The variables of coordinates.
    public double[] variables(double[] y) {
        double[] u = y.clone();
        for (int at = 0; at < y.length; at += n) {
            double[] values = differences(y, at);
            joins.forEach(join -> values[join.middle] *= join.factor);
            put(values, u, at);
        }
        return u;
    }

    /// The coordinates of variables.
    public double[] coordinates(double[] u) {
        double[] y = u.clone();
        for (int at = 0; at < u.length; at += n) {
            double[] values = taken(u, at);
            joins.forEach(join -> values[join.middle] /= join.factor);
            joinUp(values);
            put(values, y, at);
        }
        return y;
    }

    /// Of a gradient by coordinates makes that by variables.
    public double[] gradient(double[] byCoordinates) {
        double[] gradient = byCoordinates.clone();
        for (int at = 0; at < gradient.length; at += n) {
            double[] values = differences(byCoordinates, at);
            joins.forEach(join -> values[join.middle] /= join.factor);
            put(values, gradient, at);
        }
        return gradient;
    }

    /// Brings near copies together that a start has far apart, where costs may feel nothing of them.
    public double[] together(double[] y) {
        int dimensions = y.length / n;
        double[][] values = new double[dimensions][];
        for (int k = 0; k < dimensions; k++) {
            values[k] = differences(y, k * n);
        }
        for (Join join : joins) {
            double squares = 0;
            for (double[] of : values) {
                squares += of[join.middle] * of[join.middle];
            }
            double apart = Math.sqrt(squares) / join.norm();
            if (join.factor > 1 && apart > TOO_FAR * join.distance) {
                for (double[] of : values) {
                    of[join.middle] *= join.distance / apart;
                }
            }
        }
        double[] together = y.clone();
        for (int k = 0; k < dimensions; k++) {
            joinUp(values[k]);
            put(values[k], together, k * n);
        }
        return together;
    }

    /// A Laplacian in these variables, which is none any more, though it can be multiplied by.
    ///
    /// @param unit of the Laplacian in that of stiffnesses, asked anew at each diagonal
    public Laplacian laplacian(Laplacian plain, DoubleSupplier unit) {
        return new Laplacian() {
            @Override
            public void multiply(double[] u, double[] out) {
                double[] product = new double[n];
                plain.multiply(coordinates(u), product);
                System.arraycopy(gradient(product), 0, out, 0, n);
            }

            @Override
            public double[] diagonal() {
                double[] diagonal = plain.diagonal();
                double times = unit.getAsDouble();
                groups.forEach(group -> diagonal[order[group.from]] = times * group.stiffness);
                joins.forEach(join -> diagonal[order[join.middle]] = times * join.stiffness / join.factor / join.factor);
                return diagonal;
            }
        };
    }

    /// φ·y for one coordinate: of a join at its middle, of a group's center where it begins.
    private double[] differences(double[] y, int at) {
        double[] sums = taken(y, at);
        for (Join join : joins) {
            double first = sums[join.from];
            double second = sums[join.middle];
            sums[join.from] = first + second;
            sums[join.middle] = join.norm() * (first / join.first() - second / join.second());
        }
        groups.forEach(group -> sums[group.from] /= Math.sqrt(group.to - group.from));
        return sums;
    }

    /// Undoes [#differences]: from the centers of groups down to their points.
    private void joinUp(double[] centers) {
        groups.forEach(group -> centers[group.from] /= Math.sqrt(group.to - group.from));
        for (Join join : joins.reversed()) {
            double center = centers[join.from];
            double apart = centers[join.middle] / join.norm() / (join.first() + join.second());
            centers[join.from] = center + join.second() * apart;
            centers[join.middle] = center - join.first() * apart;
        }
    }

    private double[] taken(double[] from, int at) {
        double[] values = new double[order.length];
        for (int k = 0; k < order.length; k++) {
            values[k] = from[at + order[k]];
        }
        return values;
    }

    private void put(double[] values, double[] to, int at) {
        for (int k = 0; k < order.length; k++) {
            to[at + order[k]] = values[k];
        }
    }
}
