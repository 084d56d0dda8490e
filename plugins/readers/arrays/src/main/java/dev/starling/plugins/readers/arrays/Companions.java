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
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The names of cells and genes that lie beside a matrix of 10x Genomics.
///
/// @param barcodes  a name for each cell
/// @param features  a name for each gene, made different by a number behind where two are alike
record Companions(List<String> barcodes, List<String> features) {
    private static final Pattern ENDING = Pattern.compile("(?i)(.*?)(matrix)?\\.mtx(\\.gz)?");

    /// Those whose names begin as that of the matrix does, as in `GSM1_matrix.mtx.gz` and `GSM1_barcodes.tsv.gz`, or that have no name but their own.
    ///
    /// @throws UnreadableException if there are names of cells alone, or of genes alone, so that nobody can tell which the rows are
    static Optional<Companions> beside(Path matrix) throws IOException {
        Matcher name = ENDING.matcher(String.valueOf(matrix.getFileName()));
        boolean named = name.matches();
        String begin = named ? name.group(1) : "";
        boolean called = named && name.group(2) != null;
        List<String> begins = called ? List.of(begin, "") : List.of(begin + "_", begin + ".", begin + "-", "");
        for (String prefix : begins) {
            Optional<Path> barcodes = first(matrix, prefix + "barcodes.tsv");
            Optional<Path> features = first(matrix, prefix + "features.tsv").or(() -> first(matrix, prefix + "genes.tsv"));
            if (barcodes.isPresent() && features.isPresent()) {
                return Optional.of(new Companions(columnOf(barcodes.get(), 0), different(columnOf(features.get(), 1))));
            } else if (barcodes.isPresent() != features.isPresent() && (called || !prefix.isEmpty())) {
                throw new UnreadableException("beside the matrix", "lies " + barcodes.or(() -> features).orElse(matrix).getFileName() + " and no "
                        + prefix + (barcodes.isPresent() ? "features.tsv" : "barcodes.tsv") + ", packed or not",
                        "Put both beside it, or neither: its rows are then the points.");
            }
        }
        return Optional.empty();
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
