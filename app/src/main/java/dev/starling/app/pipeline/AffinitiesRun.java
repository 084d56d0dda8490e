package dev.starling.app.pipeline;

import dev.starling.api.Affinity;
import dev.starling.api.table.Column;
import dev.starling.app.files.OutputFile;
import dev.starling.app.pipeline.input.Input;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.core.Progress;
import dev.starling.core.Storage;
import dev.starling.core.affinity.Affinities;
import dev.starling.core.affinity.AffinityKernel;
import dev.starling.core.affinity.AffinityRule;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.affinity.Perplexity;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.matrix.SparseMatrix;
import dev.starling.core.table.NumpyFile;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.IntStream;

/// From a table or distances to P, in a file that other programs read, and `embed` again.
public final class AffinitiesRun {
    private final Request request;
    private final Progress progress;

    /// What to do.
    ///
    /// @param perplexities none for the usual one
    /// @param kernel       what a neighbor counts by its distance, a formula; null for the usual
    /// @param storage      null where the number of points decides
    public record Request(
            Input input, List<Double> perplexities, Affinity kind, @Nullable String kernel, @Nullable Storage storage, NpzFile out, int threads) {}

    /// @param progress told what the user should know, and how far a long step is
    public AffinitiesRun(Request request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    public void run() {
        try (OutputFile out = request.out.reserve(request.input.files());
                Workers workers = new Workers(request.threads, progress::share)) {
            Subject subject = Subject.prepared(request.input, workers, progress);
            int n = subject.n();
            List<Perplexity> asked = request.perplexities.isEmpty()
                    ? List.of(AffinityRule.automatic(request.kind, n))
                    : request.perplexities.stream().map(Perplexity::new).toList();
            Storage storage = request.storage == null ? Storage.of(n, request.kind) : request.storage;
            AffinityRule rule = new AffinityRule(asked, request.kind, request.kernel == null ? null : AffinityKernel.of(request.kernel));
            progress.stage("affinities");
            Affinities made = switch (subject) {
                case Subject.Rows(_, var points) when storage == Storage.DENSE -> Affinities.dense(points.inRange(), rule, workers);
                case Subject.Rows(_, var points) -> Affinities.sparse(points.inRange(), rule, Neighbors.usualRecall(n), workers, progress::note);
                case Subject.Distances(_, var matrix, _, _) -> Affinities.ofDistances(matrix, rule, workers);
                case Subject.Pairs _ -> throw new IllegalStateException("affinities are made of tables and distances");
            };
            out.write(NumpyFile.npz(rows(made.matrix())));
        }
    }

    private static Column.SparseVectors rows(PairMatrix p) {
        return switch (p) {
            case SparseMatrix sparse ->
                new Column.SparseVectors("affinities", List.of(), sparse.n(), sparse.starts(), sparse.columns(), sparse.values().toArray());
            case DenseMatrix dense -> {
                int n = dense.n();
                int[] columns = new int[Math.multiplyExact(n, n - 1)];
                double[] values = new double[columns.length];
                for (int i = 0, at = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        if (j != i) {
                            columns[at] = j;
                            values[at++] = dense.get(i, j);
                        }
                    }
                }
                int[] starts = IntStream.rangeClosed(0, n).map(i -> i * (n - 1)).toArray();
                yield new Column.SparseVectors("affinities", List.of(), n, starts, columns, values);
            }
        };
    }
}
