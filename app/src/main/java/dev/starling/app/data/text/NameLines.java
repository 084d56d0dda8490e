package dev.starling.app.data.text;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The first lines of a table that name its columns together, as those of data frames do whose columns have levels, and of spreadsheets whose cells are merged:
///
///     ,a,a,b,b          plant,leaf,,root,
///     ,1,2,1,2          ,mean,sd,mean,sd
///     cell,,,,          x1,0.5,0.1,0.7,0.2
///     x1,0.5,0.1,0.7,0.2
///
/// A later line belongs to the names if it tells columns apart that are called alike, in a way in which hardly a row does. A last one, with nothing
/// but the names of the first columns, names these.
///
/// @param levels  lines with a part of every column's name
/// @param index   how many first columns the line below them names; 0 if there is no such line
/// @param certain whether nobody would take them for rows
public record NameLines(int levels, int index, boolean certain) {
    /// One line, or none.
    public static final NameLines ONE = new NameLines(1, 0, true);

    /// More levels nobody has.
    private static final int MOST = 5;

    /// Fewer columns may be counted by chance.
    private static final int ENOUGH = 3;

    private static final String BETWEEN = "_";
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");

    /// One, where there are not several.
    public static NameLines of(List<Row> sample, Decimals form) {
        for (int line = 2; line <= MOST && line < sample.size() - 1; line++) {
            int index = namesOfIndex(sample, line);
            if (index > 0 && (sample.getFirst().text(index - 1).isEmpty() || areAlike(merged(sample.getFirst())))) {
                return new NameLines(line, index, true);
            }
        }
        for (int levels = Math.min(MOST, sample.size() - 2); levels > 1; levels--) {
            Level last = Level.of(sample, levels - 1, form);
            if (last != null && last.goesOn(form) && last.isAfter(sample.subList(1, levels - 1), form) && (last.certain || isNamed(sample, levels, form))) {
                return new NameLines(levels, 0, last.certain);
            }
        }
        return ONE;
    }

    /// Whether the first line names the columns, those after it left out.
    private static boolean isNamed(List<Row> sample, int levels, Decimals form) {
        return Header.of(Stream.concat(Stream.of(Row.of(1, merged(sample.getFirst()))), sample.stream().skip(levels)).toList(), form).found();
    }

    public int lines() {
        return levels + (index > 0 ? 1 : 0);
    }

    /// The parts of each name, with a `_` between.
    public Row joined(List<Row> sample) {
        List<String> names = names(sample, levels);
        return Row.of(sample.getFirst().line(), IntStream.range(0, names.size()).mapToObj(c -> c < index ? sample.get(levels).text(c) : names.get(c)).toList());
    }

    /// Whether the second line is a row that might as well tell columns apart which are called alike.
    public static boolean isEitherWay(List<Row> sample, Decimals form) {
        Level second = sample.size() > 2 ? Level.of(sample, 1, form) : null;
        return second != null && second.areAlike() && Set.copyOf(second.above).size() > 1 && second.tellsApart(second.row);
    }

    /// Whether the first row numbers the columns, above numbers with decimals.
    public static boolean areCounted(List<Row> sample, Decimals form) {
        Row row = sample.getFirst();
        List<Row> below = sample.subList(1, sample.size());
        double first = row.number(0, form);
        return row.size() >= ENOUGH
                && (first == 0 || first == 1)
                && IntStream.range(0, row.size()).allMatch(c -> row.number(c, form) == first + c && row.text(c).indexOf(form.point()) < 0)
                && IntStream.range(0, row.size()).filter(c -> isOfDecimals(below, c, form)).count() >= ENOUGH - 1;
    }

    private static boolean isOfDecimals(List<Row> rows, int column, Decimals form) {
        ColumnShape shape = ColumnShape.of(rows, column, form);
        return 2 * shape.decimals() > shape.filled();
    }

    /// How many first cells are all that a line has, as no row below; 0 if it has others, or these are numbers.
    private static int namesOfIndex(List<Row> sample, int line) {
        Row row = sample.get(line);
        int named = 0;
        while (named < row.size() && isWord(row.text(named))) {
            named++;
        }
        int index = named;
        boolean alone = index < row.size() - 1 && isEmptyFrom(row, index) && sample.stream().skip(line + 1L).noneMatch(below -> isEmptyFrom(below, index));
        return alone ? index : 0;
    }

    private static boolean isEmptyFrom(Row row, int from) {
        return IntStream.range(from, row.size()).allMatch(c -> row.text(c).isEmpty());
    }

    private static boolean isWord(String text) {
        return !Cell.isMissing(text) && !Cell.isMeantAsNumber(text);
    }

    /// Whether some names are the same.
    private static boolean areAlike(List<String> names) {
        List<String> filled = names.stream().filter(name -> !name.isEmpty()).toList();
        return Set.copyOf(filled).size() < filled.size();
    }

    /// What stands above each other in the first lines. Of all but the last, an empty cell has what the one before it has.
    private static List<String> names(List<Row> sample, int levels) {
        List<List<String>> lines = IntStream.range(0, levels).mapToObj(i -> i < levels - 1 ? merged(sample.get(i)) : texts(sample.get(i))).toList();
        return IntStream.range(0, sample.getFirst().size())
                .mapToObj(c -> lines.stream().map(parts -> parts.get(c)).filter(part -> !part.isEmpty()).collect(Collectors.joining(BETWEEN)))
                .toList();
    }

    private static List<String> texts(Row row) {
        return IntStream.range(0, row.size()).mapToObj(row::text).toList();
    }

    private static List<String> merged(Row row) {
        List<String> parts = new ArrayList<>();
        texts(row).forEach(text -> parts.add(text.isEmpty() && !parts.isEmpty() ? parts.getLast() : text));
        return parts;
    }

    /// A line that may go on with the names above it.
    ///
    /// @param corner  first columns of which it has nothing to say
    /// @param empty   whether they are empty here and in the first line
    /// @param certain whether no row looks so there
    /// @param above  names so far, of the columns after them
    /// @param longest the one of them that most have
    private record Level(Row row, List<Row> below, int corner, boolean empty, boolean certain, List<String> above, String longest) {

        /// Null if the line is none.
        static @Nullable Level of(List<Row> sample, int line, Decimals form) {
            Row row = sample.get(line);
            List<Row> below = sample.subList(line + 1, sample.size());
            int corner = corner(sample.getFirst(), row, below, form);
            if (row.size() - corner < 2 || IntStream.range(corner, row.size()).anyMatch(c -> row.text(c).isEmpty())) {
                return null;
            }
            List<List<String>> lines = sample.subList(0, line).stream().map(NameLines::merged).toList();
            List<String> above = IntStream.range(corner, row.size())
                    .mapToObj(c -> lines.stream().map(parts -> parts.get(c)).collect(Collectors.joining(BETWEEN)))
                    .toList();
            Map<String, Integer> counts = new LinkedHashMap<>();
            above.forEach(name -> counts.merge(name, 1, Integer::sum));
            String longest = Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
            boolean certain = corner > 0 && (row.text(0).isEmpty() || ColumnShape.of(below, 0, form).hasNumbers());
            return new Level(row, below, corner, corner > 0 && row.text(0).isEmpty() && sample.getFirst().text(corner - 1).isEmpty(), certain, above, longest);
        }

        /// Those that are empty here and in no row; or one with a word, here and in the first line, whose column is of another kind than the others.
        private static int corner(Row first, Row row, List<Row> below, Decimals form) {
            int corner = 0;
            while (corner < row.size() && row.text(corner).isEmpty() && isFilled(below, corner)) {
                corner++;
            }
            boolean word = corner == 0 && isWord(first.text(0)) && isWord(row.text(0));
            return word && (Cell.isMeantAsNumber(row.text(row.size() - 1)) || !ColumnShape.of(below, 0, form).hasNumbers()) ? 1 : corner;
        }

        /// But for more lines of names before the rows.
        private static boolean isFilled(List<Row> rows, int column) {
            long empty = rows.stream().limit(MOST).takeWhile(row -> row.text(column).isEmpty()).count();
            return rows.stream().skip(empty).noneMatch(row -> row.text(column).isEmpty());
        }

        boolean areAlike() {
            return above.indexOf(longest) != above.lastIndexOf(longest);
        }

        boolean goesOn(Decimals form) {
            if (!areAlike() && !empty) {
                return false;
            }
            boolean words = columns().allMatch(c -> isWord(row.text(c)) && ColumnShape.of(below, c, form).hasNumbers());
            if (words) {
                return areAlike() && isDistinct(row);
            }
            if (!areAlike()) {
                return isAboveDecimals(form) && isWhole(row);
            }
            return tellsApart(row) && (certain || isAboveDecimals(form) || hardlyARowDoes(this::tellsApart) || rises(row) && hardlyARowDoes(this::rises));
        }

        /// Whether other lines may name columns, too, with cells that are merged. Numbers alone do above decimals, or beside an empty corner.
        boolean isAfter(List<Row> others, Decimals form) {
            boolean numbers = certain || isAboveDecimals(form);
            return others.stream().allMatch(line -> IntStream.range(0, corner).noneMatch(c -> Cell.isMeantAsNumber(line.text(c)))
                    && !line.text(corner).isEmpty()
                    && (numbers || !isWhole(line))
                    && columns().mapToObj(line::text).allMatch(text -> text.isEmpty() || isWord(text) || WHOLE.matcher(text).matches()));
        }

        private boolean isAboveDecimals(Decimals form) {
            return columns().allMatch(c -> isOfDecimals(below, c, form));
        }

        private IntStream columns() {
            return IntStream.range(corner, row.size());
        }

        private interface Property {
            boolean of(Row row);
        }

        private boolean hardlyARowDoes(Property property) {
            return 10 * below.stream().filter(property::of).count() <= below.size();
        }

        private boolean isWhole(Row asked) {
            return columns().allMatch(c -> WHOLE.matcher(asked.text(c)).matches());
        }

        private boolean isDistinct(Row asked) {
            Set<String> seen = new HashSet<>();
            return columns().allMatch(c -> seen.add(above.get(c - corner) + BETWEEN + asked.text(c)));
        }

        /// Whether columns that are called alike have different whole numbers, in the order that those of the most have.
        boolean tellsApart(Row asked) {
            if (!isWhole(asked) || !isDistinct(asked)) {
                return false;
            }
            Map<String, Integer> order = new HashMap<>();
            columns().filter(c -> above.get(c - corner).equals(longest)).forEach(c -> order.put(asked.text(c), c));
            Map<String, Integer> last = new HashMap<>();
            return columns().allMatch(c -> {
                Integer at = order.get(asked.text(c));
                Integer before = at == null ? null : last.put(above.get(c - corner), at);
                return at != null && (before == null || before < at);
            });
        }

        /// Whether they rise there, too.
        private boolean rises(Row asked) {
            return tellsApart(asked) && columns().skip(1)
                    .filter(c -> above.get(c - corner).equals(above.get(c - corner - 1)))
                    .allMatch(c -> Long.parseLong(asked.text(c)) > Long.parseLong(asked.text(c - 1)));
        }
    }
}
