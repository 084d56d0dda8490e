package dev.starling.core;

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

    /// Copies of the data: as read, as prepared, and packed for distances or centerd for components.
    private static final int COPIES_OF_DATA = 3;

    /// Arrays as long as the coordinates: position, gradient, the optimizer's own, those of a pass and of a step.
    private static final int COPIES_OF_COORDINATES = 16;

    /// Bytes in all.
    ///
    /// @param dense      whether P, or the distances, are over all pairs
    /// @param neighbors  neighbors of a point, if not
    public long bytes(boolean dense, int neighbors) {
        long matrix = dense ? ofDense() : ofSparse(neighbors);
        long embedding = COPIES_OF_COORDINATES * DOUBLE * n * dimensions + ofLanes();
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

    /// Neighbors and distances, their affinities, and P over the union of both directions, at most twice as many.
    private long ofSparse(int neighbors) {
        long stored = (long) n * neighbors;
        return stored * (Integer.BYTES + 2 * DOUBLE) + 2 * stored * (Integer.BYTES + 2 * DOUBLE);
    }

    /// The running sums of rows: a width of lanes for a sum and for each coordinate of two pulls.
    private long ofLanes() {
        return DOUBLE * n * precision.lanes() * (1 + 2L * dimensions);
    }
}
