package dev.starling.plugins.readers.arrays;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Entries;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// The sparse text of LIBSVM and SVMlight: a label a line, and the features that are not 0.
///
///     3 1:0.5 7:-2 12:1   # a remark
///
/// Features are numbered from 1, or from 0 where one has that number.
///
/// Source: Joachims, "Making large-scale SVM learning practical", 1999; Chang & Lin, "LIBSVM: a library for support vector machines", 2011.
public final class SvmLight implements Reader {
    private static final Pattern LINE = Pattern.compile("[^\\s:#]+(\\s+(qid:\\d+|\\d+:[-+.\\deE]+))+\\s*(#.*)?");
    private static final Pattern NAME = Pattern.compile(".*\\.(svm|libsvm|svmlight|scale)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /// Whole numbers below are doubles.
    private static final double EXACT = 0x1p53;

    private static final int MOST_FEATURES = 999_999_999;
    private static final String MEND = "Mend the line, or leave it out.";

    @Override
    public String name() {
        return "svmlight";
    }

    @Override
    public String summary() {
        return "a label and index:value pairs a line, as LIBSVM has them: .svm, .libsvm";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        List<String> lines = new String(first, StandardCharsets.ISO_8859_1).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        // The last line may be cut.
        List<String> whole = first.length < FIRST_BYTES || lines.size() < 2 ? lines : lines.subList(0, lines.size() - 1);
        if (whole.isEmpty()) {
            return false;
        }
        boolean pairs = whole.stream().allMatch(line -> LINE.matcher(line).matches() || (lines.size() == 1 && LINE.matcher(line).lookingAt()));
        // A clock, such as 12:30, may be the only pair of a line of another table.
        return pairs && (NAME.matcher(fileName).matches() || whole.stream().anyMatch(line -> BLANKS.split(line, -1).length > 2));
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, but a file of lines has no parts", "Leave the part out.");
        }
        Entries entries = new Entries();
        List<String> labels = new ArrayList<>();
        try (TextLines in = new TextLines(file.open())) {
            int largest = -1;
            boolean fromZero = false;
            for (String line = in.next(); line != null; line = in.next()) {
                String text = line.indexOf('#') < 0 ? line.strip() : line.substring(0, line.indexOf('#')).strip();
                if (text.isEmpty()) {
                    continue;
                }
                int last = -1;
                String[] tokens = BLANKS.split(text, -1);
                labels.add(tokens[0]);
                for (int k = 1; k < tokens.length; k++) {
                    if (!tokens[k].startsWith("qid:")) {
                        int index = entry(tokens[k], in, labels.size() - 1, last, entries);
                        last = index;
                        largest = Math.max(largest, index);
                        fromZero |= index == 0;
                    }
                }
            }
            in.checkEnd();
            int first = fromZero ? 0 : 1;
            Column features = entries.matrix("features", List.of(), labels.size(), Math.max(0, largest + 1 - first), 0, first);
            return new Table(labels.size(), List.of(label(labels), features));
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("the matrix", "is not well formed: " + e.getMessage(), "Number the features from 1 on, without large gaps.");
        }
    }

    private static int entry(String token, TextLines line, int row, int last, Entries entries) throws UnreadableException {
        int colon = token.indexOf(':');
        try {
            int index = Integer.parseInt(token.substring(0, Math.max(colon, 0)));
            double value = line.number(token.substring(colon + 1));
            if (index < 0 || index > MOST_FEATURES) {
                throw line.fault("has feature " + index, "Number the features from 1 to " + MOST_FEATURES + ".");
            } else if (index <= last) {
                throw line.fault("has feature " + index + " after feature " + last, "Features rise within a line, each met once.");
            }
            entries.add(row, index, value);
            return index;
        } catch (NumberFormatException e) {
            throw line.fault("has '" + token + "', which is no index:value", MEND);
        }
    }

    private static Column label(List<String> labels) {
        try {
            double[] numbers = labels.stream().mapToDouble(Double::parseDouble).toArray();
            return Arrays.stream(numbers).allMatch(number -> Math.abs(number) < EXACT)
                    ? new Column.Numbers("label", numbers)
                    : new Column.Numerals("label", labels.toArray(String[]::new));
        } catch (NumberFormatException e) {
            return new Column.Texts("label", labels.toArray(String[]::new));
        }
    }
}
