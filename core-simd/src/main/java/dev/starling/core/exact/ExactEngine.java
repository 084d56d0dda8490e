package dev.starling.core.exact;

import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.pairs.PairEngine;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.PassFormula;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Answers every question, pair by pair. Non-zero pairs of a sparse P are met in double, whatever the precision asked for.
public final class ExactEngine implements PairEngine {
    private final Workers workers;
    private final Backend backend;

    /// Transposes of the matrices of which one was asked for: all passes of an objective read the same.
    private final Map<DenseMatrix, DenseMatrix> transposes = new ConcurrentHashMap<>();

    /// @param workers  stay the caller's, to be closed there
    public ExactEngine(Workers workers, Backend backend) {
        this.workers = workers;
        this.backend = backend;
    }

    @Override
    public Optional<Pass> pass(PassFormula question, Precision precision) {
        return Optional.of(new ExactPass(question, precision, workers, backend, matrix -> transposes.computeIfAbsent(matrix, DenseMatrix::transposed)));
    }

    @Override
    public double tolerance() {
        return 0;
    }
}
