package dev.starling.app.pipeline.input;

import dev.starling.api.Affinity;
import dev.starling.api.table.Column;
import dev.starling.app.data.bytes.Readers;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.pairs.PairFile;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.Embedder;
import dev.starling.core.affinity.AffinityRule;
import dev.starling.core.affinity.GivenAffinities;
import dev.starling.core.affinity.Neighbors;
import dev.starling.core.matrix.PairMatrix;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;

/// What a file tells of pairs of points, so that it need not be made of the data: which are neighbors and how far apart, or P itself.
///
/// @param what  which of both
/// @param place the file, perhaps with the part of it that is meant
public record Known(What what, String place) {
    public enum What {
        NEIGHBORS,
        AFFINITIES;

        String option() {
            return this == NEIGHBORS ? "--neighbors" : "--affinities";
        }

        String inWords() {
            return this == NEIGHBORS ? "distances of neighbors" : "affinities";
        }
    }

    /// Whether a text is a number of neighbors, and no file.
    public static boolean isCount(String text) {
        return text.matches("\\d{1,9}");
    }

    /// Whether the perplexity of affinities is the number of neighbors that count.
    public static boolean countsNeighbors(Affinity kind) {
        return AffinityRule.isOfNeighbors(kind);
    }

    public Path file() {
        return TableFile.of(place).path();
    }

    /// Whether one of the readers takes the file; else it is text.
    public boolean isRead(Readers readers) {
        return PairFile.isRead(place, readers);
    }

    /// The numbers of the pairs.
    ///
    /// @param n     how many points there are; null where nothing else tells
    /// @param note  hears what the user should know of them
    /// @param watch told which share of the file has been read
    public PairFile.Read read(@Nullable Integer n, Readers readers, Notation notation, Consumer<String> note, DoubleConsumer watch) {
        return PairFile.read(place, n, readers, notation, note, watch);
    }

    /// Hands them over.
    public void give(Column.SparseVectors pairs, Embedder embedder, Affinity kind, Consumer<String> note) {
        switch (what) {
            case NEIGHBORS -> embedder.neighbors(neighbors(pairs));
            case AFFINITIES -> embedder.affinities(affinities(pairs, kind, note));
        }
    }

    private Neighbors neighbors(Column.SparseVectors pairs) {
        return checked(() -> Neighbors.of(pairs));
    }

    public PairMatrix affinities(Column.SparseVectors pairs, Affinity kind, Consumer<String> note) {
        return checked(() -> GivenAffinities.of(pairs, kind, line -> note.accept(place + ": " + line)));
    }

    private <T> T checked(Supplier<T> use) {
        try {
            return use.get();
        } catch (IllegalArgumentException e) {
            throw new Fault(Exit.DATA, place + ": " + e.getMessage() + ".", e);
        }
    }
}
