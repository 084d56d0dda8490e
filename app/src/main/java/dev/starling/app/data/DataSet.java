package dev.starling.app.data;

import dev.starling.api.Reader;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import dev.starling.app.data.bytes.HashedFile;
import dev.starling.app.data.bytes.Readers;
import dev.starling.app.data.bytes.Signature;
import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.columns.HeldTexts;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.data.pairs.SquareMatrix;
import dev.starling.app.data.points.RowIds;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Words;
import dev.starling.app.files.Inputs;
import dev.starling.core.base.Counted;
import dev.starling.core.matrix.Points;
import dev.starling.core.quality.LabelKind;
import dev.starling.core.quality.Labels;
import dev.starling.core.table.TableFile;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A table as it was read: features as points, and what else is known of the rows.
///
/// @param name         of a built-in set, or of the file without its endings
/// @param source       the file, `-` for standard input, or `built-in`
/// @param sha256       of the bytes as they were read, before any decompression
/// @param featureNames names of the columns of `points`
/// @param idName       name of the column of ids, or null if rows are called by their numbers
/// @param ids          what a row is called: the text of the id column, or its number in the table, from 1
/// @param labelName    name of the column to color by, or null
/// @param labels       its texts, one a point; empty if there is none
/// @param labelKind    what the label is told to stand for; null to find out
/// @param columns      those to show with a point: all of the table, unless there are too many or the user says otherwise
/// @param unseen       those of text that are not shown but count in the distance
/// @param droppedRows  numbers of rows, from 1, that were left out for their gaps
/// @param notes        what the user should know of how the table was understood
public record DataSet(
        String name,
        String source,
        String sha256,
        Points points,
        List<String> featureNames,
        @Nullable String idName,
        List<String> ids,
        @Nullable String labelName,
        List<String> labels,
        @Nullable LabelKind labelKind,
        List<Column> columns,
        List<Column> unseen,
        List<Integer> droppedRows,
        List<String> notes) {

    public static final String STANDARD_INPUT = "-";

    /// How files are called whose first bytes tell what they are.
    private static final Pattern NO_TEXT = Pattern.compile("(?i)(\\.(?:npy|npz|parquet|h5ad|jsonl|ndjson|json))(?:\\.gz)?$");

    private static final Pattern AMBIGUOUS_DATE = Pattern.compile("[0-9]{1,2}([-/. ])[0-9]{1,2}\\1([0-9]{2}|[0-9]{4})");

    private static final int ODD_SHOWN = 5;

    /// So many classes of what looks like numbers were hardly meant.
    private static final int MANY_CLASSES = 10;

    /// So many bytes of memory for each of a file's no whole file takes.
    private static final long MOST_PACKED = 16_000;

    /// A column as text, one value a point.
    ///
    /// @param kind what it is told to stand for; null to find out
    public record Column(String name, List<String> values, @Nullable LabelKind kind) {}

    /// The label and what it stands for.
    ///
    /// @throws Fault if it is told to stand for something that it does not
    public Labels labeling() {
        try {
            return Labels.of(labels, labelKind);
        } catch (IllegalArgumentException e) {
            throw new Fault(Exit.DATA, source + ": column '" + labelName + "': " + e.getMessage() + ". Say another --label-kind.", e);
        }
    }

    /// The same with one more note, if it says something.
    private DataSet noting(String note) {
        List<String> all = note.isEmpty() ? notes : Stream.concat(notes.stream(), Stream.of(note)).toList();
        return new DataSet(
                name, source, sha256, points, featureNames, idName, ids, labelName, labels, labelKind, columns, unseen, droppedRows, all);
    }

    /// What the points are called.
    public RowIds rowIds() {
        return new RowIds(idName, ids);
    }

    /// The column that makes up nearly all of the distances, if there is one, with what can be done about it; else empty.
    public String dominance() {
        return Dominance.note(points, featureNames);
    }

    public int rows() {
        return points.rows();
    }

    /// Bytes that its texts take beside the points.
    public long textBytes() {
        return HeldTexts.bytes(Stream.concat(Stream.of(ids), columns.stream().map(Column::values)).toList());
    }

    /// `1797 points × 64 columns, label 'digit' (10 values); 3 constant columns: ...`, and whatever else was noted, in one line.
    public String describe() {
        StringBuilder line = new StringBuilder(Counted.of(points.rows(), "point") + (points.columns() == 0 ? "" : " × " + Counted.of(points.columns(), "column")));
        if (labelName != null) {
            line.append(", label '").append(labelName).append("' (").append(inWords(labeling(), labelKind == null)).append(')');
        }
        notes.forEach(note -> line.append("; ").append(note));
        return line.toString();
    }

    private static String inWords(Labels labels, boolean found) {
        long gaps = labels.texts().stream().filter(labels::isGap).count();
        List<String> known = labels.texts().stream().filter(text -> !labels.isGap(text)).distinct().toList();
        String without = gaps == 0 ? "" : ", " + gaps + " without";
        return switch (labels.kind()) {
            case TEXT -> Counted.of(known.size(), "class", "classes") + without + aboutText(labels, known, found);
            case CODE -> Counted.of(known.size(), "code", "codes") + without + "; --label-kind quantity for a scale";
            case CLASS -> Counted.of(known.size(), "class", "classes") + without + "; --label-kind quantity for a scale";
            case QUANTITY -> "a scale" + range(labels, known) + without + "; --label-kind class for classes";
            case DATE -> "dates" + range(labels, known) + without + "; --label-kind text for classes";
        };
    }

    private static String aboutText(Labels labels, List<String> known, boolean found) {
        String offScale = found ? offScale(labels.offScale(), known) : "";
        return offScale.isEmpty() ? aboutGaps(labels) + aboutDates(known) : aboutDates(known) + offScale;
    }

    /// Words that say that there is no value may be one: the country code of Namibia is NA.
    private static String aboutGaps(Labels labels) {
        List<String> words = labels.gaps().stream().filter(gap -> !gap.isEmpty()).sorted().map(Cell::shown).toList();
        return words.isEmpty() ? "" : ": " + String.join(", ", words) + "; --label-kind text if " + (words.size() == 1 ? "that is a class" : "these are classes");
    }

    /// Dates of which nobody can tell the day from the month.
    private static String aboutDates(List<String> texts) {
        return !texts.isEmpty() && texts.stream().allMatch(text -> AMBIGUOUS_DATE.matcher(text).matches())
                ? "; dates such as " + texts.getFirst() + " are text: for a scale write the year first, as in 2026-11-30"
                : "";
    }

    /// Values that make classes of what would be a scale.
    private static String offScale(List<String> texts, List<String> known) {
        if (texts.isEmpty()) {
            List<String> adorned = known.stream().filter(text -> Cell.isMeantAsNumber(text) && Double.isNaN(Cell.parse(text))).toList();
            return known.size() < MANY_CLASSES || 2 * adorned.size() <= known.size() ? ""
                    : "; values such as " + Cell.shown(adorned.getFirst()) + " are text: for a scale write numbers alone, or say --label-kind text";
        }
        List<String> shown = texts.subList(0, Math.min(ODD_SHOWN, texts.size())).stream().map(Cell::shown).toList();
        int more = texts.size() - shown.size();
        return "; most values are on a scale, but not " + String.join(", ", shown) + (more == 0 ? "" : " and " + more + " more")
                + ": mend or empty them for a scale, or say --label-kind text";
    }

    private static String range(Labels labels, List<String> known) {
        Comparator<String> order = Comparator.comparingDouble(labels::number);
        return " from " + Collections.min(known, order) + " to " + Collections.max(known, order);
    }

    /// Reads a file, standard input (`-`), or a built-in set; `./iris` is a file even though `iris` is built in.
    ///
    /// All columns of numbers are features but those that the options name otherwise, and those that are called `id`, or `label`,
    /// `labels`, `class` or `target` while the options name no id or label. Columns of text are kept for showing; if there is
    /// exactly one, its values repeat and no label is named, it becomes the label. Whatever was guessed is in the notes.
    ///
    /// @param watch told which share of a file has been read
    /// @throws Fault with file, line, column, the value seen and a remedy, if the table cannot be used
    public static DataSet read(String data, ReadOptions options, Readers readers, DoubleConsumer watch) {
        BuiltIn set = BuiltIn.SETS.get(data);
        if (set != null) {
            try (Source source = set.open(data)) {
                return TableReader.read(data, "built-in", source, set.withDefaults(options)).noting(BuiltIn.passedOver(Path.of(""), data));
            }
        } else if (data.equals(STANDARD_INPUT)) {
            try (Source source = Source.of("standard input", System.in)) {
                return TableReader.read(nameOf(data), STANDARD_INPUT, source, options);
            }
        }
        TableFile file = TableFile.of(data);
        refuseMistyped(data, file.path());
        Inputs.check(file.path());
        Optional<DataSet> other = readBy(readers, file, data, options, watch);
        if (other.isPresent()) {
            return other.get();
        }
        if (file.part().isPresent()) {
            throw new Fault(Exit.DATA, file.path() + (file.path().toFile().length() == 0 ? " is empty."
                    : " is read as text, which has no part '" + file.part().get() + "'. Leave it out."));
        }
        try (Source source = Source.of(Path.of(data), watch)) {
            return TableReader.read(nameOf(data), data, source, options);
        }
    }

    /// Text alone: without readers of other formats.
    public static DataSet read(String data, ReadOptions options) {
        return read(data, options, Readers.none(), _ -> {});
    }

    /// What a reader of another format than text makes of a file; nothing where none takes it.
    private static Optional<DataSet> readBy(Readers readers, TableFile file, String data, ReadOptions options, DoubleConsumer watch) {
        try {
            Optional<Reader> reader = readers.ofTable(file);
            if (reader.isEmpty()) {
                refuseOtherContent(file.path(), readers);
                return Optional.empty();
            }
            try (HashedFile hashed = new HashedFile(file, watch)) {
                Table table = table(readers, reader.get(), hashed);
                return Optional.of(new ReadTable(data, table, options).dataSet(nameOf(file.path().toString()), hashed.sha256()));
            }
        } catch (UnreadableException e) {
            throw new Fault(Exit.DATA, file.path() + ", " + Words.line(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw Source.fault(file.path().toString(), e);
        }
    }

    /// Our readers take memory for what a file claims; what others take it for, nobody knows.
    private static Table table(Readers readers, Reader reader, HashedFile file) throws IOException {
        try {
            return TableFile.read(reader, file);
        } catch (Fault e) {
            if (!(e.getCause() instanceof OutOfMemoryError)) {
                throw e;
            } else if (!readers.areOurs(reader)) {
                throw new Fault(e.exit(), file.path() + ", " + e.getMessage(), e);
            }
            throw isSmall(file.path()) ? claimsTooMuch(file.path(), e) : e;
        }
    }

    /// Of a file that is no text by its name, and does not begin as its name says. An empty one is told to be so, as texts are.
    private static void refuseOtherContent(Path file, Readers readers) throws IOException {
        Matcher ending = NO_TEXT.matcher(String.valueOf(file.getFileName()));
        if (!readers.areNone() && file.toFile().length() > 0 && ending.find()) {
            Optional<Signature> other = Signature.of(file);
            if (other.isPresent()) {
                throw other.get().refusal(file + " is called " + ending.group(1) + ", but");
            }
            throw new Fault(Exit.DATA, file + " is called " + ending.group(1) + " and does not begin as such a file: it is cut, or something else. "
                    + "Copy or download it again, or give it the name of what it is.");
        }
    }

    /// Whether what is in a file fits into memory several times over, however well it is packed: what does not fit is only claimed.
    private static boolean isSmall(Path file) {
        return file.toFile().length() < Runtime.getRuntime().maxMemory() / MOST_PACKED;
    }

    private static Fault claimsTooMuch(Path file, Fault e) {
        return new Fault(Exit.DATA, file + " claims more than its " + file.toFile().length() + " bytes can hold: the memory ran out, at "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB. Copy or download it again.", e);
    }

    /// Stands for a table where there is none but a file of distances: n points that are called as the file says, or numbered from 1.
    public static DataSet ofDistances(Path distances, SquareMatrix matrix) {
        int n = matrix.matrix().n();
        refuseTooFew(distances, n);
        List<String> names = matrix.names();
        List<String> ids = names == null ? IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList() : names;
        return new DataSet(
                nameOf(distances.toString()), distances.toString(), matrix.sha256(), Points.copyOf(n, 0, new double[0]),
                List.of(), names == null ? null : "names", ids, null, List.of(), null, List.of(), List.of(), List.of(), List.of());
    }

    /// Stands for a table where there is none but a file of pairs: n points, numbered from 1.
    ///
    /// @param sha256 of the file's bytes
    public static DataSet ofPairs(Path file, String sha256, int n) {
        refuseTooFew(file, n);
        return new DataSet(
                nameOf(file.toString()), file.toString(), sha256, Points.copyOf(n, 0, new double[0]), List.of(), null,
                RowIds.numbered(n).ids(), null, List.of(), null, List.of(), List.of(), List.of(), List.of());
    }

    private static void refuseTooFew(Path file, int points) {
        if (points < UnderstoodTable.MIN_ROWS) {
            throw new Fault(Exit.DATA, file + " has " + Counted.of(points, "point") + "; an embedding needs at least " + UnderstoodTable.MIN_ROWS + ".");
        }
    }

    /// A word that is no file may be meant for a built-in set.
    private static void refuseMistyped(String data, Path file) {
        boolean plain = !data.contains(".") && !data.contains("/");
        if (plain && !Files.exists(file) && !Files.isSymbolicLink(file)) {
            throw new Fault(Exit.FILES, "there is no file '" + data + "', and the built-in sets are "
                    + String.join(", ", builtIn().keySet()) + ". Check the name and the folder.");
        }
    }

    /// What to call a table: the name of a built-in set, or that of the file without its endings.
    public static String nameOf(String data) {
        if (data.equals(STANDARD_INPUT)) {
            return "stdin";
        }
        String file = String.valueOf(Path.of(data).getFileName());
        String name = file.replaceFirst("(?i)(\\.(csv|tsv|tab|txt|dat|data|arff|parquet|npy|npz|mtx|jsonl|ndjson|json|svm|libsvm|svmlight|h5ad|fvecs|ivecs|bvecs))?(\\.gz)?$", "");
        return name.isEmpty() ? file.toLowerCase(Locale.ROOT) : name;
    }

    /// Whether a built-in set has columns of different units, so that they have to be standardized. Of other data nobody knows.
    public static boolean hasMixedUnits(@Nullable String data) {
        return data != null && BuiltIn.SETS.containsKey(data) && BuiltIn.SETS.get(data).mixed();
    }

    /// Built-in sets, by name, with a line on each.
    public static SortedMap<String, String> builtIn() {
        return BuiltIn.summaries();
    }
}
