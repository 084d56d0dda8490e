package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.Column;
import dev.starling.api.table.UnreadableException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The names of cells and genes that lie beside a matrix of 10x Genomics.
///
/// @param barcodes  a name for each cell
/// @param features  a name for each gene, made different by a number behind where two are alike
record Companions(List<String> barcodes, List<String> features) {
    private static final Pattern ENDING = Pattern.compile("(?i)(.*?)(matrix)?\\.mtx(\\.gz)?");

    /// The files that lie beside a matrix, both or one alone.
    private record Found(String prefix, Optional<Path> barcodes, Optional<Path> features) {
        /// Those whose names begin as that of the matrix does, as in `GSM1_matrix.mtx.gz` and `GSM1_barcodes.tsv.gz`, or that have no name but their own.
        static Optional<Found> of(Path matrix) {
            Matcher name = ENDING.matcher(String.valueOf(matrix.getFileName()));
            boolean named = name.matches();
            String begin = named ? name.group(1) : "";
            boolean called = named && name.group(2) != null;
            List<String> begins = called ? List.of(begin, "") : List.of(begin + "_", begin + ".", begin + "-", "");
            return begins.stream()
                    .map(prefix -> new Found(
                            prefix, first(matrix, prefix + "barcodes.tsv"), first(matrix, prefix + "features.tsv").or(() -> first(matrix, prefix + "genes.tsv"))))
                    .filter(found -> found.areBoth() || (called || !found.prefix.isEmpty()) && !found.files().isEmpty())
                    .findFirst();
        }

        boolean areBoth() {
            return barcodes.isPresent() && features.isPresent();
        }

        List<Path> files() {
            return Stream.of(barcodes, features).flatMap(Optional::stream).toList();
        }
    }

    /// The files that are read beside a matrix.
    static List<Path> files(Path matrix) {
        return Found.of(matrix).map(Found::files).orElse(List.of());
    }

    /// @throws UnreadableException if there are names of cells alone, or of genes alone, so that nobody can tell which the rows are
    static Optional<Companions> beside(Path matrix) throws IOException {
        Optional<Found> found = Found.of(matrix);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Found files = found.get();
        if (!files.areBoth()) {
            throw new UnreadableException("beside the matrix", "lies " + files.files().getFirst().getFileName() + " and no "
                    + files.prefix + (files.barcodes.isPresent() ? "features.tsv" : "barcodes.tsv") + ", packed or not",
                    "Put both beside it, or neither: its rows are then the points.");
        }
        return Optional.of(new Companions(columnOf(files.barcodes.orElseThrow(), 0), different(columnOf(files.features.orElseThrow(), 1))));
    }

    private static Optional<Path> first(Path matrix, String name) {
        Path plain = matrix.resolveSibling(name);
        Path packed = matrix.resolveSibling(name + ".gz");
        return Files.isRegularFile(packed) ? Optional.of(packed) : Optional.of(plain).filter(Files::isRegularFile);
    }

    /// The fields of a column, or of the last where a line has fewer.
    private static List<String> columnOf(Path file, int column) throws IOException {
        List<String> fields = new ArrayList<>();
        String name = String.valueOf(file.getFileName());
        try (InputStream raw = Files.newInputStream(file);
                TextLines lines = new TextLines(name.endsWith(".gz") ? new GZIPInputStream(raw) : raw, name + ", ")) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                String[] parts = line.split("\t", -1);
                fields.add(parts[Math.min(column, parts.length - 1)]);
            }
            lines.checkEnd();
        } catch (EOFException e) {
            throw new UnreadableException(name, "is cut: what is packed in it ends too early", "Copy or download it again.");
        } catch (ZipException e) {
            throw new UnreadableException(name, "is cut or corrupt (" + e.getMessage() + ")", "Copy or download it again.");
        }
        return fields;
    }

    private static List<String> different(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        return names.stream().map(name -> {
            int times = seen.merge(name, 1, Integer::sum);
            return times == 1 ? name : name + "-" + (times - 1);
        }).toList();
    }

    void check(int cells, int genes) throws UnreadableException {
        if (barcodes.size() != cells || features.size() != genes) {
            throw new UnreadableException("the size", "is " + genes + " genes by " + cells + " cells, but beside the matrix there are "
                    + features.size() + " features and " + barcodes.size() + " barcodes", "Put the three files of one run into a folder.");
        }
    }

    Column ids() {
        return new Column.Texts("barcode", barcodes.toArray(String[]::new));
    }
}
