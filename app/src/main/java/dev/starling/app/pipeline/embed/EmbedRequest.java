package dev.starling.app.pipeline.embed;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.files.Inputs;
import dev.starling.app.output.PictureSize;
import dev.starling.app.pipeline.input.Input;
import dev.starling.core.Engine;
import dev.starling.core.affinity.AffinityKernel;
import dev.starling.core.base.Precision;
import dev.starling.core.plan.Composition;
import dev.starling.core.plan.Plan;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a run from a table to a map is asked, checked as far as that can be done without the data.
///
/// @param command      the words that say so, for the report
/// @param options      those of them that change the map, in words that mean the same in any folder
/// @param reads        files that are read beside those of the input
/// @param dataSha256   what the bytes of the table must have; null for any
/// @param perplexities none for the usual one
/// @param kernel       what a neighbor counts by its distance, a formula; null for the usual
/// @param dense        whether P is over all pairs; null where the number of points decides
/// @param recall       share of neighbors to be found; null where the number of points decides
/// @param start        pca, spectral, random, sample or a file; null for the usual one
/// @param lateExaggeration factor on the attraction when the first exaggeration is over
/// @param maxTime      what the run may take by the estimate; null for any time
/// @param out          the folder to write; null for one that is named after the data
/// @param force        whether it is replaced
/// @param formats      in which coordinates are written beside coords.csv
public record EmbedRequest(
        List<String> command,
        List<String> options,
        List<Path> reads,
        @Nullable String dataSha256,
        Input input,
        Plan plan,
        List<Double> perplexities,
        @Nullable String kernel,
        @Nullable Boolean dense,
        @Nullable Double recall,
        @Nullable String start,
        double lateExaggeration,
        int dimensions,
        long seed,
        int threads,
        Precision precision,
        Engines engines,
        @Nullable Duration maxTime,
        @Nullable Path out,
        boolean force,
        List<Format> formats,
        PictureSize picture) {
    private static final int MOST_DIMENSIONS = 1_000;

    static final String PCA = "pca";

    /// Classical scaling, the start that distances have.
    static final String CLASSICAL = "classical";

    static final String SPECTRAL = "spectral";
    static final String RANDOM = "random";
    static final String SAMPLE = "sample";

    /// Who adds up over the pairs.
    ///
    /// @param tolerance  of the far field; null where the phase decides
    public record Engines(Engine engine, @Nullable Double tolerance) {
        public Engines {
            if (tolerance != null && engine == Engine.EXACT) {
                throw new IllegalArgumentException("--tolerance is for the far field, and --engine exact has no error: leave out one of them");
            }
            if (tolerance != null && !(tolerance > 0 && tolerance < 1)) {
                throw new IllegalArgumentException("--tolerance must be above 0 and below 1, but was " + tolerance);
            }
        }
    }

    /// In what coordinates are written, so that other programs go on from there.
    public enum Format {
        NPY,
        H5AD
    }

    public EmbedRequest {
        if (kernel != null) {
            AffinityKernel.of(kernel);
        }
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("--dims must be between 1 and " + MOST_DIMENSIONS + ", but was " + dimensions);
        }
        checkStart(start, input);
    }

    private static void checkStart(@Nullable String start, Input input) {
        if (start != null && isFile(start)) {
            checkFile(TableFile.of(start).path());
        }
        if (PCA.equals(start) && input.distances() != null) {
            throw new IllegalArgumentException("--init pca needs the data, and --distances gives only their distances: use classical");
        }
        if (PCA.equals(start) && input.known() != null && !input.hasTable()) {
            throw new IllegalArgumentException("--init pca needs the data: use spectral or random");
        }
        if (PCA.equals(start) && input.metric() != null) {
            throw new IllegalArgumentException("--init pca knows nothing of --metric: use spectral or random");
        }
        if (CLASSICAL.equals(start) && input.distances() == null) {
            throw new IllegalArgumentException("--init classical is for --distances; of data it is the same as pca");
        }
    }

    private static void checkFile(Path start) {
        if (!Files.exists(start)) {
            throw new Fault(Exit.FILES,
                    "--init must be pca, classical, spectral, random, sample or a file of coordinates, and there is no file '" + start + "'");
        }
        Inputs.check(start);
    }

    /// The start in the words of the command line, the usual one where none is said.
    String startName() {
        if (start != null) {
            return start;
        }
        if (input.known() != null && !input.hasTable()) {
            return SPECTRAL;
        }
        if (input.metric() != null) {
            return plan.composition() instanceof Composition.OfDistances ? RANDOM : SPECTRAL;
        }
        return input.distances() == null ? PCA : CLASSICAL;
    }

    /// Whether a start is a map that there is, and that a run goes on from.
    public static boolean isFile(@Nullable String start) {
        return start != null && !List.of(PCA, CLASSICAL, SPECTRAL, RANDOM, SAMPLE).contains(start);
    }
}
