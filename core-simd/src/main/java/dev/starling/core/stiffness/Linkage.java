package dev.starling.core.stiffness;

import dev.starling.core.base.FixedSum;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.plan.Composition;
import dev.starling.core.stiffness.NearCopies.Group;
import dev.starling.core.stiffness.NearCopies.Join;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Single linkage of points as far as a cost of distances is stiff: groups of points that are near beside all others, and how they join.
@API(status = API.Status.INTERNAL, since = "1.0")
public final class Linkage {
    /// What is stiffer by less than this than is usual is nothing that an optimizer could not find out.
    private static final double STIFF = 64;

    /// Distances that are halved so often are 0.
    private static final int MOST_HALVINGS = 1000;

    private final Stiffness curve;
    private final DenseMatrix distances;
    private final double reach;

    /// Stiffness of a point whose distances are all usual.
    private final double usual;

    /// A part of the tree of least length.
    private record Edge(int from, int to, double length) {}

    private Linkage(Stiffness curve, DenseMatrix distances, double reach, double usual) {
        this.curve = curve;
        this.distances = distances;
        this.reach = reach;
        this.usual = usual;
    }

    /// Variables in which near copies move together; empty where no points are so near, or nearness is nothing to the cost.
    public static Optional<NearCopies> nearCopies(Composition.OfDistances parts, DenseMatrix distances) {
        Stiffness curve = Stiffness.of(parts);
        double distance = Stiffness.usualDistance(distances);
        double stiffness = curve.at(distance);
        OptionalDouble reach = stiffness > 0
                ? IntStream.rangeClosed(1, MOST_HALVINGS)
                        .mapToDouble(k -> Math.scalb(distance, -k))
                        .filter(near -> curve.at(near) >= STIFF * stiffness)
                        .findFirst()
                : OptionalDouble.empty();
        return reach.isEmpty() ? Optional.empty() : new Linkage(curve, distances, reach.getAsDouble(), distances.n() * stiffness).nearCopies();
    }

    private Optional<NearCopies> nearCopies() {
        List<Edge> edges = edgesWithinReach();
        int n = distances.n();
        int[] head = IntStream.range(0, n).toArray();
        int[] tail = head.clone();
        int[] size = IntStream.generate(() -> 1).limit(n).toArray();
        int[] next = IntStream.generate(() -> -1).limit(n).toArray();
        int[][] parts = new int[edges.size()][];
        for (int k = 0; k < parts.length; k++) {
            int first = root(head, edges.get(k).from);
            int second = root(head, edges.get(k).to);
            parts[k] = new int[] {first, second, size[first], size[second]};
            next[tail[first]] = second;
            tail[first] = tail[second];
            size[first] += size[second];
            head[second] = first;
        }
        return nearCopies(parts, head, size, next);
    }

    private Optional<NearCopies> nearCopies(int[][] parts, int[] head, int[] size, int[] next) {
        int n = distances.n();
        int[] order = new int[n];
        int[] place = new int[n];
        List<int[]> groups = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (head[i] == i && size[i] > 1) {
                groups.add(new int[] {count, count + size[i]});
                for (int at = i; at >= 0; at = next[at]) {
                    place[at] = count;
                    order[count++] = at;
                }
            }
        }
        int[] grouped = Arrays.copyOf(order, count);
        double[] outside = new double[count];
        groups.forEach(group -> addOutside(grouped, group, outside));
        List<Group> centers = groups.stream().map(group -> {
            double sum = FixedSum.of(outside, group[0], group[1]);
            return new Group(group[0], group[1], sum / (group[1] - group[0]));
        }).toList();
        List<Join> joins = new ArrayList<>();
        for (int[] part : Arrays.asList(parts).reversed()) {
            int from = place[part[0]];
            joins.add(join(grouped, from, from + part[2], from + part[2] + part[3], outside));
        }
        boolean stiff = joins.stream().anyMatch(join -> join.factor() > 1);
        return stiff ? Optional.of(new NearCopies(n, grouped, joins.reversed(), centers)) : Optional.empty();
    }

    /// Joins two parts, whose points have stiffnesses `outside` against all others, and adds to these what the parts have against each other.
    private Join join(int[] order, int from, int middle, int to, double[] outside) {
        double[] between = new double[to - from];
        double length = 0;
        for (int a = from; a < middle; a++) {
            for (int b = middle; b < to; b++) {
                double stiffness = stiffness(order[a], order[b]);
                between[a - from] += stiffness;
                between[b - from] += stiffness;
                length += distance(order[a], order[b]);
            }
        }
        double first = middle - from;
        double second = to - middle;
        double within = 0;
        double ofFirst = 0;
        double ofSecond = 0;
        for (int a = from; a < to; a++) {
            if (a < middle) {
                within += between[a - from];
                ofFirst += outside[a];
            } else {
                ofSecond += outside[a];
            }
            outside[a] += between[a - from];
        }
        double squares = first * second / (first + second);
        double both = 1 / first + 1 / second;
        double stiffness = squares * (both * both * within + ofFirst / first / first + ofSecond / second / second);
        double factor = stiffness > STIFF * usual ? Math.sqrt(stiffness / usual) : 1;
        return new Join(from, middle, to, factor, stiffness, length / first / second);
    }

    /// Stiffnesses of the points of a group against those of no group, and of others.
    private void addOutside(int[] order, int[] group, double[] outside) {
        boolean[] inside = new boolean[distances.n()];
        for (int a = group[0]; a < group[1]; a++) {
            inside[order[a]] = true;
        }
        for (int a = group[0]; a < group[1]; a++) {
            for (int j = 0; j < inside.length; j++) {
                outside[a] += inside[j] ? 0 : stiffness(order[a], j);
            }
        }
    }

    private static int root(int[] head, int point) {
        int at = point;
        while (head[at] != at) {
            head[at] = head[head[at]];
            at = head[at];
        }
        return at;
    }

    /// The edges of the tree of least length that are within reach, the shortest first.
    private List<Edge> edgesWithinReach() {
        int n = distances.n();
        double[] nearest = new double[n];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        int[] to = new int[n];
        boolean[] done = new boolean[n];
        List<Edge> edges = new ArrayList<>();
        int last = 0;
        for (int k = 1; k < n; k++) {
            done[last] = true;
            int next = -1;
            for (int j = 0; j < n; j++) {
                if (!done[j]) {
                    double distance = distance(last, j);
                    if (distance < nearest[j]) {
                        nearest[j] = distance;
                        to[j] = last;
                    }
                    if (next < 0 || nearest[j] < nearest[next]) {
                        next = j;
                    }
                }
            }
            if (nearest[next] <= reach) {
                edges.add(new Edge(to[next], next, nearest[next]));
            }
            last = next;
        }
        edges.sort(Comparator.comparingDouble(Edge::length));
        return edges;
    }

    /// The mean of both directions, as is the stiffness.
    private double distance(int i, int j) {
        return distances.symmetric() ? distances.get(i, j) : (distances.get(i, j) + distances.get(j, i)) / 2;
    }

    private double stiffness(int i, int j) {
        double there = curve.at(distances.get(i, j));
        return distances.symmetric() ? there : (there + curve.at(distances.get(j, i))) / 2;
    }
}
