package dev.starling.app.data.columns;

import dev.starling.app.data.text.ColumnShape;
import dev.starling.app.data.text.Header;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.quality.Labels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What each column of a table is for: what the options say; and where they are silent, what its name and its values look like.
///
/// Numbers are features but for labels (by their name), ids, numbers of rows, and codes. A first column of unique words or whole numbers
/// names the rows. The only column of text whose values repeat becomes the label. Whatever is guessed is noted with the option that
/// decides otherwise.
public final class Roles {
    private static final Set<String> LABEL_NAMES = Set.of("label", "labels", "class", "classes", "target");

    /// Names that programs give to the groups that they find, and people to those that they know; what is called so holds classes.
    private static final Pattern GROUPS = Pattern.compile(
            "(.*[^a-z])?(leiden|louvain|cluster|clusters|cluster_?id|kmeans|k_?means|hdbscan|dbscan|phenograph|seurat_clusters|cell_?types?|celltypes?"
                    + "|group|groups|category|categories)([^a-z].*)?");

    /// Names that data frames give to the numbers of rows that they write.
    private static final Pattern ROW_NUMBERS =
            Pattern.compile("unnamed: ?[0-9]+(\\.[0-9]+)?|index|level_0|row[ ._-]?(names?|id|num(ber)?|index)|rownum|\\.\\.\\.1|_c0");

    /// Names of the same, if they stand in the first column.
    private static final Pattern ROW_NUMBERS_IF_FIRST = Pattern.compile("x|n|nr\\.?|no\\.?|num|number|row|obs|observation|#");

    /// And if they stand in the last.
    private static final Pattern ROW_NUMBERS_IF_LAST = Pattern.compile("nr\\.?|no\\.?|num|number|row|obs|observation|#");

    /// Names of what may count up and be measured all the same.
    private static final Pattern MEASURED = Pattern.compile(
            "[a-z]|(.*[^a-z])?(time|timestamp|day|days|step|steps|frame|frames|epoch|iteration|hour|minute|second|week|month|year|date|age|position|pos"
                    + "|distance|depth|level|dose|temperature|wavelength|frequency)([^a-z].*)?");

    private static final Pattern ID = Pattern.compile("(.*[^\\p{L}])?(?i:ids?|uuid|guid|barcode)|.*\\p{Ll}I[dD]");

    /// Fewer whole numbers that all differ may do so by chance.
    private static final int ENOUGH = 10;

    /// More whole numbers than that are hardly classes if nobody says so.
    private static final int MOST_CLASSES = 12;

    /// Fewer that count up may do so by chance.
    private static final int ENOUGH_TO_COUNT = 5;

    private final String file;
    private final ReadOptions options;
    private final ColumnNames names;
    private final List<Row> sample;
    private final List<ColumnShape> shapes;
    private final Role[] roles;
    private final List<String> notes = new ArrayList<>();

    /// Why columns of numbers are no features although nobody says so.
    private final List<String> away = new ArrayList<>();

    /// Columns that are asked for to color by.
    private final List<Integer> labels;

    /// @param sample the first rows as text
    /// @param shapes what each column is like
    public Roles(String file, ReadOptions options, ColumnNames names, List<Row> sample, List<ColumnShape> shapes) {
        this.file = file;
        this.options = options;
        this.names = names;
        this.sample = sample;
        this.shapes = shapes;
        this.roles = new Role[names.size()];
        Told told = new Told(file, options, names, sample, shapes);
        this.labels = told.labels();
        told.roles().forEach((column, role) -> roles[column] = role);
        numbersOfRows();
        for (int column = 0; column < roles.length; column++) {
            if (roles[column] == null) {
                roles[column] = byName(column);
            }
        }
        firstColumn();
        countingColumn();
        codes();
        classesBesideDecimals();
        labelFromText();
        if (options.named()) {
            Arrays.setAll(roles, column -> roles[column] == Role.FEATURE ? Role.EXCLUDED : roles[column]);
        }
    }

    public Role of(int column) {
        return roles[column];
    }

    public int[] all(Role role) {
        return IntStream.range(0, roles.length).filter(c -> roles[c] == role).toArray();
    }

    /// The column of a role of which there is one at most; −1 if there is none.
    public int only(Role role) {
        return Arrays.asList(roles).indexOf(role);
    }

    public List<String> notes() {
        return notes;
    }

    /// That columns of numbers are no features where a column of vectors is found, whom nobody names; empty if there are none such.
    ///
    /// @param vectors the column
    public String besideVectors(int vectors) {
        List<Integer> excluded = options.exclude().stream().map(asked -> names.find("--exclude", asked)).toList();
        List<Integer> beside = IntStream.range(0, roles.length)
                .filter(c -> c != vectors && roles[c] == Role.EXCLUDED && shapes.get(c).hasNumbers() && !excluded.contains(c))
                .boxed()
                .toList();
        return beside.isEmpty() ? "" : (beside.size() == 1 ? "column of numbers" : "columns of numbers") + " not used beside the vectors of '"
                + names.get(vectors) + "': " + ColumnNames.shown(beside.stream().map(names::get).toList()) + " (--features names all that are to be used)";
    }

    /// Why columns of numbers are no features although nobody says so; empty if there are none such.
    public List<String> away() {
        return away;
    }

    private void noteAway(int column, String why) {
        notes.add(why + " (--features to use it)");
        if (shapes.get(column).hasNumbers()) {
            away.add(why);
        }
    }

    private boolean isFree(Role role) {
        return only(role) < 0;
    }

    /// Columns that number the rows, whatever their order: ids if there are no others, and never features.
    private void numbersOfRows() {
        for (int column = 0; column < roles.length; column++) {
            if (roles[column] == null && isNamedAsRowNumber(column) && shapes.get(column).whole() && shapes.get(column).least() >= 0) {
                if (isWholeAndUnique(column)) {
                    numbersOfRows(column);
                } else if (names.unnamed().contains(column) || Header.countsUpAgain(sample, column)) {
                    noteAway(column, "'" + names.get(column) + "' numbers the rows, some of them alike, and is no feature");
                    roles[column] = Role.SHOWN;
                }
            }
        }
    }

    private void numbersOfRows(int column) {
        // From 1 on, they are what rows are called anyway. From 0 on, as pandas counts, they are not: a part of the table would be taken for other rows.
        boolean counts = column == 0 && names.unnamed().contains(0) && shapes.get(0).least() == 1 && Header.countsUp(sample, 0);
        if (counts) {
            noteAway(column, "the unnamed first column numbers the rows and is left out");
            roles[column] = Role.UNUSED;
        } else if (options.id() == null && isFree(Role.ID) && !hasNamedId()) {
            noteAway(column, "ids from '" + names.get(column) + "', which numbers the rows");
            roles[column] = Role.ID;
        } else {
            noteAway(column, "'" + names.get(column) + "' numbers the rows and is no feature");
            roles[column] = Role.SHOWN;
        }
    }

    /// An unnamed column counts as long as only such ones stand before it: each is a level of an index.
    private boolean isNamedAsRowNumber(int column) {
        String name = names.get(column).toLowerCase(Locale.ROOT);
        boolean unnamed = names.hasHeader() && IntStream.rangeClosed(0, column).allMatch(names.unnamed()::contains);
        boolean usual = unnamed || ROW_NUMBERS.matcher(name).matches();
        return column == 0 ? usual || ROW_NUMBERS_IF_FIRST.matcher(name).matches()
                : usual || (column == roles.length - 1 && ROW_NUMBERS_IF_LAST.matcher(name).matches());
    }

    /// A later column that counts the rows one by one, as no other does, says nothing but their order; unless it is called as a time or a
    /// place is.
    private void countingColumn() {
        int[] counting = IntStream.range(0, roles.length).filter(c -> shapes.get(c).whole() && Header.countsUp(sample, c)).toArray();
        if (counting.length != 1 || counting[0] == 0 || sample.size() < ENOUGH || roles[counting[0]] != Role.FEATURE || !options.features().isEmpty()) {
            return;
        }
        int column = counting[0];
        boolean others = IntStream.range(0, roles.length).anyMatch(c -> c != column && roles[c] == Role.FEATURE);
        if (others && !MEASURED.matcher(names.get(column).toLowerCase(Locale.ROOT)).matches()) {
            boolean ids = options.id() == null && isFree(Role.ID);
            noteAway(column, (ids ? "ids from '" : "'") + names.get(column) + (ids ? "', which counts the rows" : "' counts the rows and is no feature"));
            roles[column] = ids ? Role.ID : Role.SHOWN;
        }
    }

    private boolean hasNamedId() {
        return names.names().stream().anyMatch(name -> name.equalsIgnoreCase("id"));
    }

    private boolean isWholeAndUnique(int column) {
        return shapes.get(column).whole() && shapes.get(column).unique();
    }

    /// What a column is for by its name and kind alone.
    private Role byName(int column) {
        String name = names.get(column);
        String plain = name.toLowerCase(Locale.ROOT);
        ColumnShape shape = shapes.get(column);
        boolean unnamed = names.unnamed().contains(column);
        if (unnamed && shape.filled() == 0) {
            notes.add(name + " has neither name nor values and is left out");
            return Role.UNUSED;
        } else if (options.id() == null && plain.equals("id") && isFree(Role.ID)) {
            notes.add("ids from '" + name + "'");
            if (shape.hasNumbers()) {
                away.add("ids from '" + name + "'");
            }
            return Role.ID;
        } else if (options.label() == null && LABEL_NAMES.contains(plain) && isFree(Role.LABEL)) {
            noteAway(column, "'" + name + "' is taken for a label by its name");
            return Role.LABEL;
        } else if (isGroups(column)) {
            boolean label = options.label() == null && isFree(Role.LABEL) && !hasNamedLabel();
            noteAway(column, "'" + name + (label ? "' is taken for a label by its name" : "' holds groups by its name and is no feature"));
            return label ? Role.LABEL : Role.SHOWN;
        } else if (!shape.numeric()) {
            return Role.SHOWN;
        } else if (ID.matcher(name).matches() && shape.whole()) {
            boolean names = options.id() == null && shape.unique() && isFree(Role.ID) && !hasNamedId();
            noteAway(column, (names ? "ids from '" + name + "'" : "'" + name + "' identifies something and is no feature"));
            return names ? Role.ID : Role.SHOWN;
        }
        if (unnamed) {
            notes.add(name + " has no name");
        }
        return options.features().isEmpty() ? Role.FEATURE : Role.EXCLUDED;
    }

    /// Whether a column is called as groups are, and its values are such.
    private boolean isGroups(int column) {
        ColumnShape shape = shapes.get(column);
        return GROUPS.matcher(names.get(column).toLowerCase(Locale.ROOT)).matches()
                && (shape.whole() || !shape.numeric())
                && Labels.of(sample.stream().map(row -> row.text(column)).toList()).kind().isClasses()
                && repeats(column);
    }

    private boolean hasNamedLabel() {
        return names.names().stream().anyMatch(name -> LABEL_NAMES.contains(name.toLowerCase(Locale.ROOT)));
    }

    /// A first column of words, or of whole numbers as no other column has them, names the rows if each is met once.
    private void firstColumn() {
        if (options.id() != null || !isFree(Role.ID) || !shapes.getFirst().unique()) {
            return;
        }
        if (roles[0] == Role.SHOWN && !shapes.getFirst().numeric()) {
            notes.add("ids from '" + names.get(0) + "', the first column (--id for another)");
            roles[0] = Role.ID;
        } else if (roles[0] == Role.FEATURE && options.features().isEmpty() && shapes.getFirst().whole() && looksLikeIds()) {
            noteAway(0, "ids from '" + names.get(0) + "', the first column, whose whole numbers all differ");
            roles[0] = Role.ID;
        }
    }

    private boolean looksLikeIds() {
        long others = IntStream.range(1, roles.length).filter(c -> roles[c] == Role.FEATURE).count();
        long alike = IntStream.range(1, roles.length).filter(c -> roles[c] == Role.FEATURE && isWholeAndUnique(c)).count();
        boolean counts = sample.size() >= ENOUGH_TO_COUNT
                && Header.countsUp(sample, 0)
                && IntStream.range(1, roles.length).noneMatch(c -> Header.countsUp(sample, c));
        return others > 0 && (counts || (sample.size() >= ENOUGH && 2 * alike < others));
    }

    /// Digits with zeros before them, such as postal codes, are no quantities; unless all numbers are written so.
    private void codes() {
        int[] features = all(Role.FEATURE);
        int[] codes = Arrays.stream(features).filter(c -> !isAsked(c) && shapes.get(c).whole() && isCode(c)).toArray();
        if (codes.length == 0 || codes.length == features.length) {
            return;
        }
        for (int column : codes) {
            notes.add("'" + names.get(column) + "' holds codes such as " + sample.stream().map(row -> row.text(column))
                    .filter(Roles::hasLeadingZero).findFirst().orElse("") + " and is no feature (--features to use it)");
            roles[column] = Role.SHOWN;
        }
    }

    private boolean isAsked(int column) {
        return !options.features().isEmpty() && roles[column] == Role.FEATURE;
    }

    private boolean isCode(int column) {
        return sample.stream().map(row -> row.text(column)).anyMatch(Roles::hasLeadingZero);
    }

    private static boolean hasLeadingZero(String text) {
        return text.length() > 1 && text.charAt(0) == '0' && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Colors by the only column of text, if its values repeat; otherwise nothing is guessed.
    private void labelFromText() {
        int[] text = IntStream.range(0, roles.length)
                .filter(c -> roles[c] == Role.SHOWN && !shapes.get(c).numeric() && !labels.contains(c))
                .toArray();
        // What is the same in all rows tells none from another.
        int[] telling = Arrays.stream(text).filter(c -> distinct(c) > 1).toArray();
        if (options.label() == null && isFree(Role.LABEL) && telling.length == 1 && repeats(telling[0])) {
            roles[telling[0]] = Role.LABEL;
            notes.add("'" + names.get(telling[0]) + "', the only column of text" + (text.length == 1 ? "" : " that differs") + ", colors the map");
            return;
        }
        if (text.length > 0 && !options.shown().counted()) {
            notes.add((text.length == 1 ? "column of text not used as feature: " : "columns of text not used as features: ")
                    + ColumnNames.shown(Arrays.stream(text).mapToObj(names::get).toList()));
        }
    }

    private boolean repeats(int column) {
        return 2 * distinct(column) <= sample.size();
    }

    private long distinct(int column) {
        return sample.stream().map(row -> row.text(column)).distinct().count();
    }

    /// Where no header says what is what, a first or last column of few whole numbers beside decimals is a label, as in the files of UCI; and so is
    /// a `y` that is no partner of an `x`. Of another name it is only remarked upon.
    private void classesBesideDecimals() {
        if (options.label() != null || !isFree(Role.LABEL) || !options.features().isEmpty() || roles.length < 3) {
            return;
        }
        for (int column : new int[] {roles.length - 1, 0}) {
            if (roles[column] == Role.FEATURE && areClassesBesideDecimals(column)) {
                String name = names.get(column);
                boolean sure = !names.hasHeader() || (name.equalsIgnoreCase("y") && names.names().stream().noneMatch("x"::equalsIgnoreCase));
                notes.add("'" + name + "' has few whole numbers beside decimals" + (sure
                        ? " and is taken for a label (--features to use it)"
                        : ", and is a feature (--label " + names.typed(column) + " if it is none)"));
                roles[column] = sure ? Role.LABEL : Role.FEATURE;
                return;
            }
        }
    }

    private boolean areClassesBesideDecimals(int column) {
        ColumnShape shape = shapes.get(column);
        boolean others = IntStream.range(0, roles.length)
                .filter(c -> c != column && roles[c] == Role.FEATURE)
                .allMatch(c -> 2 * shapes.get(c).decimals() > shapes.get(c).filled());
        return others && shape.whole() && distinct(column) > 1 && distinct(column) <= MOST_CLASSES && 3 * distinct(column) <= sample.size()
                && Labels.of(sample.stream().map(row -> row.text(column)).toList()).kind().isClasses();
    }

    /// Which columns are shown with a point: labels and ids, and of the others those that the options leave.
    ///
    /// @throws Fault if a label or the ids are to be hidden: the page would hold their values all the same
    public boolean[] shown() {
        boolean[] all = new boolean[names.size()];
        Arrays.fill(all, options.shown().only().isEmpty());
        options.shown().only().forEach(asked -> all[names.find("--show", asked)] = true);
        for (String asked : options.shown().not()) {
            int column = hidden(asked);
            if (!options.shown().only().isEmpty() && all[column]) {
                throw new Fault(Exit.USAGE, file + ": --show and --hide both name '" + names.get(column) + "': leave it out of one of them");
            }
            all[column] = false;
        }
        for (int column = 0; column < all.length; column++) {
            all[column] = roles[column] != Role.UNUSED && (isLabel(column) || roles[column] == Role.ID || all[column]);
        }
        return all;
    }

    private boolean isLabel(int column) {
        return roles[column] == Role.LABEL || labels.contains(column);
    }

    private int hidden(String asked) {
        int column = names.find("--hide", asked);
        String name = file + ": '" + names.get(column) + "'";
        String typed = names.typed(column);
        if (isLabel(column)) {
            throw new Fault(Exit.USAGE, name + " is " + (labels.size() > 1 ? "a" : "the") + " label, which the page always has: "
                    + (options.label() == null ? "to hide it, say --exclude " + typed + " as well" : "leave it out of --label or of --hide"));
        } else if (roles[column] == Role.ID) {
            throw new Fault(Exit.USAGE, name + " names the rows, in map.html and in coords.csv: to hide it, "
                    + (options.id() == null ? "" : "leave it out of --id and ") + "say --exclude " + typed + " as well");
        }
        return column;
    }
}
