package dev.starling.core.far;

import dev.starling.core.base.Workers;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.Operands;
import dev.starling.core.compile.PairLoop;
import dev.starling.core.compile.Storage;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Sums over all pairs of points, of radial formulas times charges of the columns, at one position: charges go up the tree to the proxies of
/// ever larger boxes, boxes interact, and the sums at proxies go down to the points.
///
/// A box is written to by one task, in the order of its interaction list, its children or its points. So results do not depend on the number of
/// threads.
final class FarPass<A> {
    /// Boxes that a task takes.
    private static final int RUN = 16;

    private final LoopCompiler.Compiled compiled;
    private final Storage<A> storage;
    private final Workers workers;
    private final Boxes boxes;
    private final Interactions interactions;
    private final Proxies proxies;
    private final int p;
    private final int dimensions;
    private final int outputs;
    private final Columns<A> points;
    private final Columns<A> ofProxies;
    private final double[][] ofRows;
    private final double[][] ofColumns;
    private final double[][] charges;
    private final double[][] ofThemselves;
    private final double[][] proxyCharges;
    private final double[][] atProxies;
    private final double[][] atPoints;
    private final boolean[] reached;
    private final A constants;
    private final Queue<ChargedTile<A>> idle = new ConcurrentLinkedQueue<>();

    /// Points or proxies, as columns and as rows.
    ///
    /// @param columns  coordinates, then what the formula has of columns, then charges
    /// @param rows     coordinates, and what the formula has of rows, of one after the other
    private record Columns<A>(A[] columns, A rows) {}

    /// What points have beside their coordinates, by point.
    ///
    /// @param ofRows        numbers that the formulas have of rows
    /// @param ofColumns     and of columns
    /// @param charges       by charge
    /// @param ofThemselves  by sum, what it has for a point and itself; empty where no box meets itself as a whole
    record Given(double[][] ofRows, double[][] ofColumns, double[][] charges, double[][] ofThemselves) {
        static Given charges(double[][] charges) {
            return new Given(new double[0][], new double[0][], charges, new double[0][]);
        }
    }

    /// @param compiled   sums and pulls of radial formulas, each times one of the columns' charges
    /// @param constants  values of the constants of the formulas
    FarPass(LoopCompiler.Compiled compiled, Storage<A> storage, Place place, Given given, double[] constants, Workers workers) {
        this.compiled = compiled;
        this.storage = storage;
        this.workers = workers;
        boxes = place.boxes();
        interactions = place.interactions();
        proxies = place.proxies();
        p = proxies.nodes.length;
        dimensions = boxes.dimensions;
        outputs = compiled.formula().outputs();
        this.constants = compiled.constants(storage, constants);
        int ofBoxes = boxes.count * proxies.count;
        ofRows = inOrder(given.ofRows);
        ofColumns = inOrder(given.ofColumns);
        charges = inOrder(given.charges);
        ofThemselves = inOrder(given.ofThemselves);
        proxyCharges = new double[charges.length][ofBoxes];
        atProxies = new double[outputs][ofBoxes];
        atPoints = new double[outputs][boxes.n];
        reached = new boolean[boxes.count];
        points = columns(boxes.n);
        ofProxies = columns(ofBoxes);
    }

    private double[][] inOrder(double[][] byPoint) {
        double[][] moved = new double[byPoint.length][boxes.n];
        for (int c = 0; c < moved.length; c++) {
            for (int e = 0; e < boxes.n; e++) {
                moved[c][e] = byPoint[c][boxes.order[e]];
            }
        }
        return moved;
    }

    private Columns<A> columns(int count) {
        A[] columns = storage.newArrays(dimensions + ofColumns.length + charges.length);
        for (int c = 0; c < columns.length; c++) {
            columns[c] = storage.newArray(count);
        }
        return new Columns<>(columns, storage.newArray((count + Operands.ROWS) * (dimensions + ofRows.length)));
    }

    /// The sums of each output, in the order in which the points were given.
    double[][] run() {
        overBoxes(0, boxes.count, box -> {
            if (boxes.isLeaf(box)) {
                placePoints(box);
                chargesOfLeaf(box);
            }
        });
        for (int level = boxes.depth() - 1; level >= 0; level--) {
            overBoxes(boxes.levels[level], boxes.levels[level + 1], this::chargesOfParts);
        }
        overBoxes(0, boxes.count, this::placeProxies);
        overBoxes(0, boxes.count, this::meet);
        overBoxes(0, boxes.count, box -> {
            if (interactions.itself[box]) {
                withoutThemselves(box);
            }
        });
        for (int level = 1; level < boxes.depth(); level++) {
            overBoxes(boxes.levels[level], boxes.levels[level + 1], this::fromWhole);
        }
        overBoxes(0, boxes.count, box -> {
            if (boxes.isLeaf(box) && reached[box]) {
                toPoints(box);
            }
        });
        double[][] results = new double[outputs][boxes.n];
        workers.run(outputs, output -> {
            for (int e = 0; e < boxes.n; e++) {
                results[output][boxes.order[e]] = atPoints[output][e];
            }
        });
        return results;
    }

    private void overBoxes(int first, int last, Workers.Block task) {
        workers.run(Math.ceilDiv(last - first, RUN), run -> {
            for (int box = first + run * RUN; box < Math.min(last, first + (run + 1) * RUN); box++) {
                task.run(box);
            }
        });
    }

    private void placePoints(int leaf) {
        int own = dimensions + ofRows.length;
        for (int e = boxes.from[leaf]; e < boxes.to[leaf]; e++) {
            for (int k = 0; k < dimensions; k++) {
                storage.set(points.columns[k], e, boxes.points[k][e]);
                storage.set(points.rows, e * own + k, boxes.points[k][e]);
            }
            for (int r = 0; r < ofRows.length; r++) {
                storage.set(points.rows, e * own + dimensions + r, ofRows[r][e]);
            }
            for (int c = 0; c < ofColumns.length; c++) {
                storage.set(points.columns[dimensions + c], e, ofColumns[c][e]);
            }
            for (int c = 0; c < charges.length; c++) {
                storage.set(points.columns[firstCharge() + c], e, charges[c][e]);
            }
        }
    }

    private int firstCharge() {
        return dimensions + ofColumns.length;
    }

    private void placeProxies(int box) {
        for (int proxy = 0; proxy < proxies.count; proxy++) {
            int at = box * proxies.count + proxy;
            for (int k = 0; k < dimensions; k++) {
                double place = Math.fma(boxes.half[box], proxies.node(proxy, k), boxes.center[k][box]);
                storage.set(ofProxies.columns[k], at, place);
                storage.set(ofProxies.rows, at * (dimensions + ofRows.length) + k, place);
            }
            for (int c = 0; c < charges.length; c++) {
                storage.set(ofProxies.columns[firstCharge() + c], at, proxyCharges[c][at]);
            }
        }
    }

    private void chargesOfLeaf(int leaf) {
        double[] shares = new double[dimensions * p];
        for (int e = boxes.from[leaf]; e < boxes.to[leaf]; e++) {
            sharesOfPoint(leaf, e, shares);
            for (int c = 0; c < charges.length; c++) {
                proxies.spread(charges[c][e], shares, proxyCharges[c], leaf * proxies.count);
            }
        }
    }

    private void sharesOfPoint(int leaf, int e, double[] shares) {
        for (int k = 0; k < dimensions; k++) {
            proxies.shares((boxes.points[k][e] - boxes.center[k][leaf]) / boxes.half[leaf], shares, k * p);
        }
    }

    private void chargesOfParts(int box) {
        for (int part = boxes.firstChild[box]; part < boxes.firstChild[box] + boxes.children[box]; part++) {
            double[] shares = sharesOfPart(box, part);
            for (double[] charge : proxyCharges) {
                proxies.gather(charge, part * proxies.count, shares, charge, box * proxies.count);
            }
        }
    }

    private double[] sharesOfPart(int box, int part) {
        double[] offset = new double[dimensions];
        for (int k = 0; k < dimensions; k++) {
            offset[k] = (boxes.center[k][part] - boxes.center[k][box]) / boxes.half[box];
        }
        return proxies.sharesOfPart(offset, boxes.half[part] / boxes.half[box]);
    }

    private void meet(int box) {
        Interactions.Lists lists = interactions.of[box];
        ChargedTile<A> known = idle.poll();
        ChargedTile<A> tile =
                known == null ? new ChargedTile<>(compiled, storage, constants, firstCharge(), charges.length) : known;
        tile.clear();
        if (lists.proxiesProxies.size() + lists.proxiesPoints.size() > 0) {
            reached[box] = true;
            gatherProxies(tile, lists.proxiesProxies);
            gatherPoints(tile, lists.proxiesPoints, -1);
            int first = box * proxies.count;
            tile.run(loopFor(tile, proxies.count), ofProxies.rows, first, proxies.count, atProxies, first);
            tile.clear();
        }
        if (lists.pointsProxies.size() + lists.pointsPoints.size() > 0) {
            gatherPoints(tile, lists.pointsPoints, box);
            gatherProxies(tile, lists.pointsProxies);
            int first = boxes.from[box];
            tile.run(loopFor(tile, boxes.size(box)), points.rows, first, boxes.size(box), atPoints, first);
        }
        idle.add(tile);
    }

    /// Takes out the term of a point and itself that proxies have summed up, or adds the terms of points on one spot. Pulls have none in either case.
    private void withoutThemselves(int box) {
        for (int sum = 0; sum < ofThemselves.length; sum++) {
            double ofAll = 0;
            for (int e = boxes.from[box]; boxes.spot[box] && e < boxes.to[box]; e++) {
                ofAll += ofThemselves[sum][e];
            }
            for (int e = boxes.from[box]; e < boxes.to[box]; e++) {
                atPoints[sum][e] += ofAll - ofThemselves[sum][e];
            }
        }
    }

    private PairLoop loopFor(ChargedTile<A> tile, int rows) {
        return compiled.loops().loopFor((long) rows * tile.count());
    }

    private void gatherProxies(ChargedTile<A> tile, Interactions.Numbers sources) {
        for (int e = 0; e < sources.size(); e++) {
            int source = sources.get(e);
            tile.gather(ofProxies.columns, source * proxies.count, (source + 1) * proxies.count, false);
        }
    }

    /// @param rows  the box whose points are the rows; they come first if they are among the sources
    private void gatherPoints(ChargedTile<A> tile, Interactions.Numbers sources, int rows) {
        for (int e = 0; e < sources.size(); e++) {
            if (sources.get(e) == rows) {
                tile.gather(points.columns, boxes.from[rows], boxes.to[rows], true);
            }
        }
        for (int e = 0; e < sources.size(); e++) {
            int source = sources.get(e);
            if (source != rows) {
                tile.gather(points.columns, boxes.from[source], boxes.to[source], false);
            }
        }
    }

    private void fromWhole(int box) {
        int whole = boxes.parent[box];
        if (!reached[whole]) {
            return;
        }
        reached[box] = true;
        double[] shares = sharesOfPart(whole, box);
        for (double[] values : atProxies) {
            proxies.scatter(values, whole * proxies.count, shares, values, box * proxies.count);
        }
    }

    private void toPoints(int leaf) {
        double[] shares = new double[dimensions * p];
        for (int e = boxes.from[leaf]; e < boxes.to[leaf]; e++) {
            sharesOfPoint(leaf, e, shares);
            for (int output = 0; output < outputs; output++) {
                atPoints[output][e] += proxies.interpolated(atProxies[output], leaf * proxies.count, shares);
            }
        }
    }
}
