package dev.starling.app.pipeline.embed;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.pipeline.input.Preparing;
import dev.starling.app.pipeline.input.Subject;
import dev.starling.core.Embedder;
import dev.starling.core.matrix.Points;
import dev.starling.core.start.PrincipalComponents;
import dev.starling.map.MapPage;

import java.util.Locale;

/// What a run will need of memory and time: said before, and refused if there is not so much.
///
/// @param subject as it was read
record Needs(AskedEmbedder asked, Subject subject) {
    /// Numbers that one which is stored sparsely takes the place of: itself, its column, and both once more by columns.
    private static final int SPARSE = 3;

    /// @throws Fault if there is not so much
    void checkMemory(Embedder embedder) {
        long needed = bytes(embedder);
        long most = Runtime.getRuntime().maxMemory();
        long drawing = drawing();
        asked.say().accept("memory", String.format(Locale.ROOT, "about %s of at most %s", mebibytes(Math.max(needed, drawing)), mebibytes(most))
                + (drawing > most ? ", which is too little for map.html: show fewer columns there (--show NAMES)" : ""));
        if (needed > most) {
            throw new Fault(Exit.RESOURCES, String.format(
                    Locale.ROOT,
                    "this run needs about %s of memory, and there are %s. %s",
                    mebibytes(needed), mebibytes(most), MemoryAdvice.of(embedder, subject.n(), held(), subject.set().textBytes(), needed, most)));
        }
    }

    /// Of the page, which is drawn when what made the map is gone. Where it cannot be, the coordinates are there all the same.
    private long drawing() {
        long columns = (long) Double.BYTES * subject.n() * held();
        return subject.set().textBytes() + columns + MapPage.estimateBytes(subject.n(), subject.set().columns().size());
    }

    /// Texts stay from the reading to the page.
    private long bytes(Embedder embedder) {
        return subject.set().textBytes() + making(embedder);
    }

    /// The columns as they were read stay, for the page; principal components are found from them before the map is made.
    private long making(Embedder embedder) {
        int n = subject.n();
        if (subject instanceof Subject.Distances) {
            return embedder.estimateBytes(n, 0);
        }
        Preparing preparing = asked.request().input().preparing();
        int columns = subject.set().points().columns();
        int left = preparing.columns(subject.set());
        if (preparing.isNothing()) {
            return embedder.estimateBytes(n, held());
        }
        long read = (long) Double.BYTES * n * (preparing.scaling() == Preparing.Scaling.NONE ? held() : columns);
        long prepared = left < columns ? 3 * read + PrincipalComponents.estimateBytes(n, columns, left) : 3 * read;
        return Math.max(read + embedder.estimateBytes(n, left), prepared + prepared / 10);
    }

    /// Columns of numbers that take as much to hold and to compare as what is stored.
    private int held() {
        Points points = subject.set().points();
        return points.stored() < points.columns() ? Math.clamp(SPARSE * (long) points.stored(), 1, points.columns()) : points.columns();
    }

    /// @throws Fault if there is not so much
    void checkTime() {
        Preparing preparing = asked.request().input().preparing();
        int columns = subject instanceof Subject.Distances ? 0 : preparing.isNothing() ? held() : preparing.columns(subject.set());
        String line = RunTime.of(subject.n(), columns, asked::sized, asked.request().plan(), asked.request().maxTime()).checked();
        if (!line.isEmpty()) {
            asked.say().accept("time", line);
        }
    }

    static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MiB", Math.max(1, bytes >> 20));
    }
}
