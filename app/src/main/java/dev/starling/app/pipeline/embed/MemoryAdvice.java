package dev.starling.app.pipeline.embed;

import dev.starling.core.Embedder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What would make a run fit into the memory that there is. Only what does is said.
final class MemoryAdvice {
    private static final int FEW_COLUMNS = 50;

    /// Beyond what is estimated, Java needs some for itself.
    private static final long FOR_JAVA = 64L << 20;

    /// The share that is worth a word.
    private static final int FEW_SHOWN = 8;

    private MemoryAdvice() {}

    /// @param embedder is given other settings
    /// @param texts    bytes of columns that are only shown
    /// @param needed   bytes that are needed
    /// @param most     bytes that there are
    static String of(Embedder embedder, int n, int columns, long texts, long needed, long most) {
        List<String> ways = new ArrayList<>();
        ways.add(String.format(Locale.ROOT, "more memory (STARLING_JAVA_OPTIONS=-Xmx%dm)", (needed + needed / 4 + FOR_JAVA) >> 20));
        if (texts > needed / FEW_SHOWN && needed - texts <= most) {
            ways.add("fewer columns that are only shown (--show NAMES)");
        }
        // The table is read with all its columns before they become fewer.
        long table = 2L * Double.BYTES * n * columns;
        if (columns > FEW_COLUMNS && table + embedder.estimateBytes(n, FEW_COLUMNS) <= most) {
            ways.add("--pca " + FEW_COLUMNS);
        }
        if (embedder.isDense(n)) {
            embedder.dense(false);
            if (embedder.estimateBytes(n, columns) <= most) {
                ways.add("--affinity sparse");
            }
        }
        int rows = rowsThatFit(embedder, n, columns, texts / n, most);
        if (rows > 0) {
            ways.add(String.format(Locale.ROOT, "fewer rows (about %,d fit)", rows));
        }
        return "What helps: " + String.join("; or ", ways) + ".";
    }

    /// Rounded down to two digits.
    private static int rowsThatFit(Embedder embedder, int n, int columns, long textOfRow, long most) {
        int least = Embedder.LEAST_POINTS;
        int tooMany = n;
        if (n <= least || embedder.estimateBytes(least, columns) + least * textOfRow > most) {
            return 0;
        }
        while (tooMany - least > 1) {
            int middle = least + (tooMany - least) / 2;
            if (embedder.estimateBytes(middle, columns) + middle * textOfRow <= most) {
                least = middle;
            } else {
                tooMany = middle;
            }
        }
        int unit = (int) Math.pow(10, Math.max(0, Math.floor(Math.log10(least)) - 1));
        return least / unit * unit;
    }
}
