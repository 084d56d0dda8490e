package dev.starling.core;

import dev.starling.core.affinity.Affinities;
import dev.starling.core.base.Precision;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.core.start.Start;
import org.apiguardian.api.API;

/// How much memory an embedding needs at its peak: the arrays of which the size is known before, and a tenth more. What the Java
/// machine itself takes, some 100 MB, is not in it.
///
/// @param n           number of points
/// @param columns     columns of the data; 0 if only distances are known
/// @param dimensions  coordinates of an embedded point
/// @param precision   arithmetic of the passes over all pairs
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record MemoryEstimate(int n, int columns, int dimensions, Precision precision) {
    private static final long DOUBLE = Double.BYTES;

    /// Copies of the data: as read, as prepared, and packed for distances or centered for components.
    private static final int COPIES_OF_DATA = 3;

    /// Arrays as long as the coordinates, beside the optimizer's: the best position, those of a pass and of a step, and what is passed on of them.
    private static final int COPIES_OF_COORDINATES = 8;

    /// Those of an optimizer that does not say.
    private static final int OF_USUAL_OPTIMIZER = 8;

    /// Bytes that the far field takes for a coordinate.
    private static final long OF_FAR_FIELD = 200;

    /// Bytes in all.
    ///
    /// @param dense      whether P, or the distances, are over all pairs
    /// @param neighbors  neighbors of a point, if not
    public long bytes(boolean dense, int neighbors) {
        return bytes(dense, neighbors, false);
    }

    /// The same where it is known whether P is symmetric: over neighbors it is stored once then.
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public long bytes(boolean dense, int neighbors, boolean symmetric) {
        return bytes(dense, neighbors, symmetric, OF_USUAL_OPTIMIZER);
    }

    /// The same with what the optimizer says that it holds.
    ///
    /// @param arrays see [dev.starling.api.Optimizer#arrays]
    @API(status = API.Status.EXPERIMENTAL, since = "1.0")
    public long bytes(boolean dense, int neighbors, boolean symmetric, int arrays) {
        long matrix = dense ? ofDense() : ofSparse(neighbors, symmetric);
        long passes = dense ? ofLanes() : Math.max(ofLanes(), ofFarField());
        long embedding = (COPIES_OF_COORDINATES + arrays) * DOUBLE * n * dimensions + passes;
        long start = columns == 0 ? ofClassicalScaling() : PrincipalComponents.estimateBytes(n, columns, dimensions + 1);
        long all = COPIES_OF_DATA * DOUBLE * n * columns + matrix + Math.max(embedding, start);
        return all + all / 10;
    }

    /// Inner products, as they are and centered, and their components.
    private long ofClassicalScaling() {
        return 2 * DOUBLE * n * n + PrincipalComponents.estimateBytes(n, n, dimensions + Start.MORE_OF_DISTANCES);
    }

    /// P and, while it is made symmetric or where it is not, its transpose; in single precision a copy of it.
    private long ofDense() {
        long pairs = (long) n * n;
        return 2 * DOUBLE * pairs + (precision == Precision.SINGLE ? Float.BYTES * pairs : 0);
    }

    /// Neighbors, with distances that become affinities; where those of the transpose stand; and P over the union of both directions, at most twice as
    /// many, and with its transpose where it is not symmetric.
    private long ofSparse(int neighbors, boolean symmetric) {
        long stored = (long) n * neighbors;
        int value = Affinities.keptIn(n) == Precision.SINGLE ? Float.BYTES : Double.BYTES;
        return stored * (2 * Integer.BYTES + DOUBLE) + 2 * stored * (Integer.BYTES + (symmetric ? 1 : 2) * value);
    }

    /// Boxes, who of them meets whom, and charges and sums at points and proxies: of the finest resolution, some two boxes for a hundred points.
    private long ofFarField() {
        return OF_FAR_FIELD * n * dimensions;
    }

    /// The running sums of rows: a width of lanes for a sum and for each coordinate of two pulls.
    private long ofLanes() {
        return DOUBLE * n * precision.lanes() * (1 + 2L * dimensions);
    }
}
