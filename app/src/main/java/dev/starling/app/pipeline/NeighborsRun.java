package dev.starling.app.pipeline;

import dev.starling.api.table.Column;
import dev.starling.app.files.OutputFile;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.core.Progress;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import dev.starling.core.table.NumpyFile;
import org.jspecify.annotations.Nullable;


/// From a table to the neighbors of its rows, in a file that other programs read, and `embed` again.
public final class NeighborsRun {
    private final Request request;
    private final Progress progress;

    /// What to do.
    ///
    /// @param input      a table
    /// @param neighbors  of each row; null for as many as affinities of a perplexity are over
    /// @param perplexity null for the usual one
    /// @param recall     share of neighbors to be found; null where the number of rows decides
    public record Request(
            Input input, @Nullable Integer neighbors, @Nullable Double perplexity, @Nullable Double recall, NpzFile out, int threads) {
        public Request {
            if (neighbors != null && perplexity != null) {
                throw new IllegalArgumentException("give one of --neighbors and --perplexity: both say how many neighbors are found");
            }
        }

        int neighborsOf(int n) {
            if (neighbors != null) {
                if (neighbors >= n) {
                    throw new IllegalArgumentException("--neighbors " + neighbors + " is too many for " + n + " rows: each has " + (n - 1) + " others");
                }
                return neighbors;
            }
            Perplexity used = perplexity == null ? Perplexity.automatic(n) : new Perplexity(perplexity);
            if (!used.suits(n)) {
                throw new IllegalArgumentException("perplexity " + perplexity + " is too large for " + n + " rows: " + Perplexity.largestFor(n)
                        + " is the largest that works");
            }
            return used.neighbors(n);
        }

        double recallOf(int n) {
            return recall != null ? recall : Neighbors.usualRecall(n);
        }
    }

    /// @param progress told what the user should know, and how far a long step is
    public NeighborsRun(Request request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    public void run() {
        try (OutputFile out = request.out.reserve(request.input.files());
                Workers workers = new Workers(request.threads, progress::share)) {
            if (!(Subject.prepared(request.input, workers, progress) instanceof Subject.Rows(_, Points points))) {
                throw new IllegalStateException("a table has rows");
            }
            int n = points.rows();
            progress.stage("neighbors");
            Neighbors found = Neighbors.search(points.inRange(), request.neighborsOf(n), request.recallOf(n), workers, progress::note);
            out.write(NumpyFile.npz(inUnitOf(points, found.distances())));
        }
    }

    private static Column.SparseVectors inUnitOf(Points points, Column.SparseVectors distances) {
        return points.exponent() == 0
                ? distances
                : new Column.SparseVectors(distances.name(), distances.elements(), distances.width(), distances.starts(), distances.indices(),
                        Points.divided(distances.values(), -points.exponent()));
    }
}
