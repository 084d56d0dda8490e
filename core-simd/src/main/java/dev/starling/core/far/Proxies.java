package dev.starling.core.far;

/// The points that stand for those of a box: a grid of Chebyshev nodes, p along each axis, of which the last axis varies fastest.
///
/// A function of a point of the box is interpolated from its values at the proxies; and a charge at a point acts, on what lies apart, like
/// charges at the proxies, in the shares that interpolation has there.
final class Proxies {
    /// Nodes along an axis of a cube from −1 to 1.
    final double[] nodes;

    /// Reciprocals of what each node's polynomial is divided by.
    private final double[] scales;

    private final int p;
    private final int dimensions;

    /// Number of proxies of a box.
    final int count;

    Proxies(int p, int dimensions) {
        this.p = p;
        this.dimensions = dimensions;
        count = power(p, dimensions);
        nodes = new double[p];
        scales = new double[p];
        for (int k = 0; k < p; k++) {
            nodes[k] = StrictMath.cos((2 * k + 1) * Math.PI / (2 * p));
        }
        for (int k = 0; k < p; k++) {
            double product = 1;
            for (int m = 0; m < p; m++) {
                if (m != k) {
                    product *= nodes[k] - nodes[m];
                }
            }
            scales[k] = 1 / product;
        }
    }

    private static int power(int base, int exponent) {
        return exponent == 0 ? 1 : base * power(base, exponent - 1);
    }

    /// Where a proxy lies on an axis, within the cube from −1 to 1.
    double node(int proxy, int axis) {
        return nodes[proxy / power(p, dimensions - 1 - axis) % p];
    }

    /// The shares of the nodes of an axis in the value at `x`, put into `shares` from `at` on.
    void shares(double x, double[] shares, int at) {
        double below = 1;
        for (int k = 0; k < p; k++) {
            shares[at + k] = below * scales[k];
            below *= x - nodes[k];
        }
        double above = 1;
        for (int k = p - 1; k >= 0; k--) {
            shares[at + k] *= above;
            above *= x - nodes[k];
        }
    }

    /// Adds a charge to those of the proxies, from `at` on.
    ///
    /// @param shares  by axis, `p` each
    void spread(double charge, double[] shares, double[] charges, int at) {
        switch (dimensions) {
            case 1 -> spread(charge, shares, 0, charges, at);
            case 2 -> {
                for (int a = 0; a < p; a++) {
                    spread(charge * shares[a], shares, p, charges, at + a * p);
                }
            }
            default -> {
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        spread(charge * shares[a] * shares[p + b], shares, 2 * p, charges, at + (a * p + b) * p);
                    }
                }
            }
        }
    }

    private void spread(double charge, double[] shares, int of, double[] charges, int at) {
        for (int a = 0; a < p; a++) {
            charges[at + a] = Math.fma(charge, shares[of + a], charges[at + a]);
        }
    }

    /// The value at a point from those at the proxies.
    ///
    /// @param shares  of the point, by axis, `p` each
    double interpolated(double[] values, int at, double[] shares) {
        return switch (dimensions) {
            case 1 -> interpolated(values, at, shares, 0);
            case 2 -> {
                double sum = 0;
                for (int a = 0; a < p; a++) {
                    sum = Math.fma(shares[a], interpolated(values, at + a * p, shares, p), sum);
                }
                yield sum;
            }
            default -> {
                double sum = 0;
                for (int a = 0; a < p; a++) {
                    for (int b = 0; b < p; b++) {
                        double line = interpolated(values, at + (a * p + b) * p, shares, 2 * p);
                        sum = Math.fma(shares[a] * shares[p + b], line, sum);
                    }
                }
                yield sum;
            }
        };
    }

    private double interpolated(double[] values, int at, double[] shares, int of) {
        double sum = 0;
        for (int a = 0; a < p; a++) {
            sum = Math.fma(shares[of + a], values[at + a], sum);
        }
        return sum;
    }

    /// The shares, by axis, node of the part and node of the whole, that the nodes of a whole box have in values at those of a part.
    ///
    /// @param offset  where the center of the part lies in the whole, by axis, in halves of its side
    /// @param scale   side of the part as a share of that of the whole
    double[] sharesOfPart(double[] offset, double scale) {
        double[] shares = new double[dimensions * p * p];
        for (int axis = 0; axis < dimensions; axis++) {
            for (int k = 0; k < p; k++) {
                shares(Math.fma(scale, nodes[k], offset[axis]), shares, (axis * p + k) * p);
            }
        }
        return shares;
    }

    /// Adds the charges of a part to those of the whole.
    void gather(double[] ofPart, int part, double[] sharesOfPart, double[] charges, int whole) {
        double[] point = new double[dimensions * p];
        for (int proxy = 0; proxy < count; proxy++) {
            pick(proxy, sharesOfPart, point);
            spread(ofPart[part + proxy], point, charges, whole);
        }
    }

    /// Adds the values at the proxies of the whole, as interpolated at those of a part, to the values there.
    void scatter(double[] values, int whole, double[] sharesOfPart, double[] ofPart, int part) {
        double[] point = new double[dimensions * p];
        for (int proxy = 0; proxy < count; proxy++) {
            pick(proxy, sharesOfPart, point);
            ofPart[part + proxy] += interpolated(values, whole, point);
        }
    }

    /// The shares of the whole at a proxy of the part.
    private void pick(int proxy, double[] sharesOfPart, double[] point) {
        int rest = proxy;
        for (int axis = dimensions - 1; axis >= 0; axis--) {
            System.arraycopy(sharesOfPart, (axis * p + rest % p) * p, point, axis * p, p);
            rest /= p;
        }
    }
}
