package dev.starling.core.far;

import dev.starling.core.compile.Backend;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Pass;
import dev.starling.core.pairs.Positions;
import dev.starling.core.pairs.RowSums;
import dev.starling.core.pairs.Rows;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.function.Consumer;

/// An exact pass in the place of one by proxies. It tells why it is there, and how long it takes, as measured at its third run, when loops are warm.
final class Announced implements Pass {
    private static final int TIMED = 3;

    private static final double NANOS = 1e9;

    private final Pass exact;
    private final String why;
    private final Consumer<String> notes;
    private int runs;

    Announced(Pass exact, String why, Consumer<String> notes) {
        this.exact = exact;
        this.why = why;
        this.notes = notes;
    }

    @Override
    public RowSums run(Positions positions, Rows asked, LeafValues values, @Nullable PairMatrix p) {
        long start = System.nanoTime();
        RowSums answer = exact.run(positions, asked, values, p);
        if (++runs == TIMED) {
            notes.accept(String.format(Locale.ROOT, "%s; %.2g s each time", why, (System.nanoTime() - start) / NANOS));
        }
        return answer;
    }

    @Override
    public void warmUp() {
        exact.warmUp();
    }

    @Override
    public Backend backend() {
        return exact.backend();
    }
}
