package dev.starling.app.pipeline.embed;

import dev.starling.app.data.DataSet;
import dev.starling.app.data.points.CoordinatesFile;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.core.Embedder;
import dev.starling.core.affinity.AffinityKernel;
import dev.starling.core.base.Counted;
import dev.starling.core.plan.Composition;
import dev.starling.core.start.Start;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.function.BiConsumer;

/// The embedder that a run is asked for.
///
/// @param say told what the user should know: of what, and a line
record AskedEmbedder(EmbedRequest request, BiConsumer<String, String> say) {
    /// With all settings that time and memory depend on.
    Embedder sized() {
        Embedder embedder = Embedder.of(request.plan()).dimensions(request.dimensions()).threads(request.threads())
                .precision(request.precision()).engine(request.engines().engine()).lateExaggeration(request.lateExaggeration());
        if (request.engines().tolerance() != null) {
            embedder.tolerance(request.engines().tolerance());
        }
        if (!request.perplexities().isEmpty()) {
            embedder.perplexity(request.perplexities().stream().mapToDouble(Double::doubleValue).toArray());
        }
        if (request.dense() != null) {
            embedder.dense(request.dense());
        }
        if (request.kernel() != null) {
            embedder.affinityKernel(AffinityKernel.of(request.kernel()));
        }
        if (request.recall() != null) {
            embedder.neighborsRecall(request.recall());
        }
        return started(embedder);
    }

    private Embedder started(Embedder embedder) {
        return switch (request.startName()) {
            case EmbedRequest.PCA -> request.start() == null ? embedder : embedder.start(new Start.Components());
            case EmbedRequest.CLASSICAL -> embedder;
            case EmbedRequest.SPECTRAL -> embedder.spectralStart();
            case EmbedRequest.SAMPLE -> embedder.sampleStart();
            case EmbedRequest.RANDOM -> embedder.randomStart();
            default -> embedder.randomStart(); // as long as none at all, which is what a file takes
        };
    }

    /// For what was read.
    ///
    /// @param start what it goes on from; null where it does not
    Embedder of(Subject subject, @Nullable CoordinatesFile start) {
        Embedder embedder = sized().seed(request.seed());
        if (subject instanceof Subject.Pairs(_, _, var known, var values, _, _)) {
            known.give(values, embedder, request.plan().recipe().affinity(), note -> say.accept("affinities", note));
        }
        if (start != null) {
            embedder.start(new Start.Given(start.values()));
        }
        return embedder;
    }

    /// The map that a run goes on from; null where it does not.
    @Nullable CoordinatesFile start(DataSet set) {
        if (!EmbedRequest.isFile(request.start())) {
            return null;
        }
        Path file = Path.of(request.startName());
        double most = request.plan().composition().bearsAnySize() ? Double.MAX_VALUE : Start.LARGEST;
        CoordinatesFile coordinates = CoordinatesFile.read(file, set.rowIds(), request.input().readers(), request.input().elsewhere(), most);
        coordinates.notes().forEach(note -> say.accept("start", note));
        if (coordinates.dimensions() != request.dimensions()) {
            throw new IllegalArgumentException(
                    file + " has " + Counted.of(coordinates.dimensions(), "coordinate") + " a row, but --dims is " + request.dimensions());
        }
        say.accept("start", "goes on from " + file + (request.plan().composition() instanceof Composition.OfDistances ? "" : exaggerated()));
        return coordinates;
    }

    private String exaggerated() {
        double exaggeration = request.plan().recipe().exaggeration();
        return exaggeration == 1
                ? ", without exaggeration (--exaggeration 12 would tear it apart and draw it anew)"
                : ", exaggerated by " + exaggeration + " at first";
    }
}
