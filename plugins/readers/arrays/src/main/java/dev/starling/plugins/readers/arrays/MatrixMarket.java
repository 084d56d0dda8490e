package dev.starling.plugins.readers.arrays;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Entries;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A matrix as text, one entry a line. Where `barcodes.tsv` and `features.tsv` (or `genes.tsv`) lie beside it, as the programs of 10x
/// Genomics write them, the columns of the matrix are the rows of the table: cells, with their barcodes as ids, and genes along the vector.
///
/// Source: Boisvert, Pozo & Remington, "The Matrix Market exchange formats: initial design", NISTIR 5935, 1996.
public final class MatrixMarket implements Reader {
    private static final String BANNER = "%%MatrixMarket";
    private static final String AGAIN = "Copy or download it again.";

    @Override
    public String name() {
        return "matrix-market";
    }

    @Override
    public String summary() {
        return "a matrix as text, with the barcodes and features of 10x beside it: matrix.mtx.gz";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        return new String(first, StandardCharsets.ISO_8859_1).regionMatches(true, 0, BANNER, 0, BANNER.length());
    }

    @Override
    public List<Path> beside(Path file) {
        return Companions.files(file);
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, but the file is one matrix", "Leave the part out.");
        }
        Optional<Companions> companions = Companions.beside(file.path());
        try (TextLines lines = new TextLines(file.open())) {
            return new Entered(lines, companions).table();
        }
    }

    /// What the lines of a file mean.
    private static final class Entered {
        private final TextLines lines;
        private final Optional<Companions> companions;
        private final Entries entries = new Entries();
        private boolean pattern;
        private boolean symmetric;
        private boolean skew;

        Entered(TextLines lines, Optional<Companions> companions) {
            this.lines = lines;
            this.companions = companions;
        }

        Table table() throws IOException {
            banner();
            long[] size = size();
            int height = companions.isPresent() ? (int) size[1] : (int) size[0];
            int width = companions.isPresent() ? (int) size[0] : (int) size[1];
            if (companions.isPresent()) {
                companions.get().check(height, width);
            }
            for (long entry = 1; entry <= size[2]; entry++) {
                entry(next("entry " + entry + " of " + size[2]), size);
            }
            for (String rest = lines.next(); rest != null; rest = lines.next()) {
                if (!rest.isBlank()) {
                    throw lines.fault("has more than the " + size[2] + " entries that the file claims", AGAIN);
                }
            }
            lines.checkEnd();
            try {
                List<Column> columns = new ArrayList<>();
                companions.ifPresent(beside -> columns.add(beside.ids()));
                columns.add(entries.matrix("matrix", companions.map(Companions::features).orElse(List.of()), height, width, 0, 0));
                return new Table(height, columns);
            } catch (IllegalArgumentException e) {
                throw new UnreadableException("the matrix", "is not well formed: " + e.getMessage(), AGAIN);
            }
        }

        private void banner() throws IOException {
            String[] words = next("the first line").toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
            if (words.length != 5 || !words[1].equals("matrix") || !words[2].equals("coordinate")) {
                throw lines.fault("says '" + String.join(" ", words) + "'", "Write it as 'matrix coordinate': scipy.io.mmwrite of a sparse matrix.");
            }
            pattern = words[3].equals("pattern");
            if (!pattern && !words[3].equals("real") && !words[3].equals("integer") && !words[3].equals("double")) {
                throw lines.fault("says that values are '" + words[3] + "'", "Write real or integer values.");
            }
            skew = words[4].equals("skew-symmetric");
            symmetric = skew || words[4].equals("symmetric");
            if (!symmetric && !words[4].equals("general")) {
                throw lines.fault("says that the matrix is '" + words[4] + "'", "Write it as general.");
            }
        }

        private long[] size() throws IOException {
            String sizes = next("the size");
            while (sizes.startsWith("%") || sizes.isBlank()) {
                sizes = next("the size");
            }
            String[] words = sizes.strip().split("\\s+", -1);
            long[] size = new long[3];
            for (int k = 0; k < 3; k++) {
                if (words.length != 3 || !words[k].matches("\\d{1,9}")) {
                    throw lines.fault("should be three whole numbers below a billion, rows, columns and entries, but is '" + shown(sizes) + "'", AGAIN);
                }
                size[k] = Long.parseLong(words[k]);
            }
            if (symmetric && size[0] != size[1]) {
                throw lines.fault("has " + size[0] + " rows and " + size[1] + " columns, but the first line says that the matrix is symmetric", "Write it as general.");
            }
            return size;
        }

        private void entry(String text, long[] size) throws UnreadableException {
            int first = skipBlanks(text, 0);
            int firstEnd = skipWord(text, first);
            int second = skipBlanks(text, firstEnd);
            int secondEnd = skipWord(text, second);
            int third = skipBlanks(text, secondEnd);
            int thirdEnd = skipWord(text, third);
            if (pattern == third < text.length() || skipBlanks(text, thirdEnd) < text.length()) {
                throw lines.fault("should be row, column" + (pattern ? "" : " and value") + ", but is '" + shown(text) + "'", AGAIN);
            }
            int row = index(text, first, firstEnd, size[0], "row");
            int column = index(text, second, secondEnd, size[1], "column");
            double value = pattern ? 1 : value(text.substring(third, thirdEnd));
            add(row, column, value);
            if (symmetric && row != column) {
                add(column, row, skew ? -value : value);
            }
        }

        private void add(int row, int column, double value) {
            if (companions.isPresent()) {
                entries.add(column, row, value);
            } else {
                entries.add(row, column, value);
            }
        }

        private int index(String text, int from, int to, long most, String what) throws UnreadableException {
            try {
                int index = Integer.parseInt(text, from, to, 10);
                if (index >= 1 && index <= most) {
                    return index - 1;
                }
            } catch (NumberFormatException e) {
                // Said below, as an index outside is.
            }
            throw lines.fault("has " + what + " '" + shown(text.substring(from, to)) + "', and the matrix has 1 to " + most, AGAIN);
        }

        private double value(String text) throws UnreadableException {
            try {
                return lines.number(text);
            } catch (NumberFormatException e) {
                throw lines.fault("has the value '" + shown(text) + "', which is no number", AGAIN);
            }
        }

        private static int skipBlanks(String text, int at) {
            int next = at;
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            return next;
        }

        private static int skipWord(String text, int at) {
            int next = at;
            while (next < text.length() && !Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            return next;
        }

        private String next(String purpose) throws IOException {
            String next = lines.next();
            if (next == null) {
                throw lines.fault("is the end of the file, before " + purpose, AGAIN);
            }
            return next;
        }

        private static String shown(String text) {
            String plain = text.strip();
            return plain.length() <= 60 ? plain : plain.substring(0, 60) + " …";
        }
    }
}
