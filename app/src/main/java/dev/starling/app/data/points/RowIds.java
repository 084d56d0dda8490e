package dev.starling.app.data.points;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What points are called, so that rows of several files find each other whatever their order.
///
/// @param column name of the column of ids; null if rows are called by their numbers, from 1
/// @param ids    one a point
public record RowIds(@Nullable String column, List<String> ids) {
    /// A whole number, however it is written.
    private static final Pattern WHOLE = Pattern.compile("0*([0-9]+?)(?:\\.0*)?");

    /// Points without names.
    public static RowIds numbered(int n) {
        return new RowIds(null, IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList());
    }

    /// Where the points stand in another file.
    ///
    /// @param rows for each point, its row there
    /// @param note what the user should know; empty if rows were joined by their ids, all of them
    public record Join(int[] rows, String note) {}

    /// @param file   the other file, for messages
    /// @param theirs its ids, or null if it has none
    /// @param m      its rows
    /// @throws Fault if ids are missing there or are met twice, or if rows can only be taken in their order and are not as many
    public Join in(String file, @Nullable List<String> theirs, int m) {
        List<String> alike = theirs == null ? null : column == null && areWhole(theirs) ? withoutZeros(theirs) : Spelling.of(theirs);
        return new RowIds(column, Spelling.of(ids)).alike(file, alike, m);
    }

    /// Refuses a column without a name that counts the rows of another file in their order, where the ids are the same numbers in another one.
    void refuseNumbersOfRows(String file, List<String> theirs) {
        int first = theirs.isEmpty() ? 1 : theirs.getFirst().equals("0") ? 0 : 1;
        boolean counts = IntStream.range(0, theirs.size()).allMatch(i -> theirs.get(i).equals(Integer.toString(first + i)));
        List<String> own = Spelling.of(ids);
        if (column != null && counts && own.size() == theirs.size() && !own.equals(theirs) && Set.copyOf(own).equals(Set.copyOf(theirs))) {
            throw new Fault(Exit.DATA, file + ": its first column has no name and counts from " + first + " to " + theirs.getLast()
                    + ", and the ids of the data ('" + column + "') are the same numbers in another order. Call it id if it holds them; leave it out if it "
                    + "numbers the rows, which are then taken in the order of the data.");
        }
    }

    private Join alike(String file, @Nullable List<String> theirs, int m) {
        if (theirs == null || theirs.equals(ids)) {
            return inOrder(file, m, theirs == null && column != null ? file + " has no ids, so its rows are taken in the order of the data" : "");
        }
        Map<String, Integer> places = places(file, theirs);
        if (column != null) {
            places("the data, column '" + column + "'", ids);
        }
        long common = ids.stream().filter(places::containsKey).count();
        int first = firstNumber(places);
        if (column == null) {
            boolean same = common == m && m == ids.size();
            if (first < 0 && !same) {
                return inOrder(file, m, "rows of " + file + " are taken in the order of the data, which have no ids (--id names a column)");
            } else if (first == 0 && ids.stream().allMatch(id -> places.containsKey(before(id)))) {
                return new Join(ids.stream().mapToInt(id -> places.getOrDefault(before(id), 0)).toArray(), "");
            } else if (!same) {
                return inOrder(file, m, "");
            }
        } else if (common == 0 && areTheSameNumbers(theirs)) {
            Join joined = new RowIds(column, withoutZeros(ids)).alike(file, withoutZeros(theirs), m);
            boolean decimals = Stream.concat(ids.stream(), theirs.stream()).anyMatch(id -> id.indexOf('.') >= 0);
            return new Join(joined.rows, "ids of " + file + " and of the data are the same numbers, " + (decimals ? "written as decimals" : "with zeros before them") + " in one of both"
                    + (joined.note.isEmpty() ? "" : "; " + joined.note));
        } else if (common == 0 && first >= 0 && m == ids.size()) {
            return new Join(
                    IntStream.range(0, m).map(i -> places.getOrDefault(Integer.toString(first + i), 0)).toArray(),
                    "the ids of " + file + " are none of the data's and are taken for row numbers, from " + first);
        }
        if (common < ids.size()) {
            throw missing(file, places, common);
        }
        int more = m - ids.size();
        return new Join(
                ids.stream().mapToInt(id -> places.getOrDefault(id, 0)).toArray(),
                more == 0 ? "" : Counted.of(more, "row") + " of " + file + " with ids that the data lack passed over");
    }

    /// Spreadsheets take the zeros before numbers away, and programs write `7.0` where a number beside it is missing.
    private boolean areTheSameNumbers(List<String> theirs) {
        return Stream.concat(ids.stream(), theirs.stream()).allMatch(id -> WHOLE.matcher(id).matches())
                && Set.copyOf(withoutZeros(theirs)).containsAll(withoutZeros(ids));
    }

    private static boolean areWhole(List<String> ids) {
        return ids.stream().allMatch(id -> WHOLE.matcher(id).matches());
    }

    private static List<String> withoutZeros(List<String> numbers) {
        return numbers.stream().map(RowIds::plain).toList();
    }

    private static String plain(String number) {
        Matcher whole = WHOLE.matcher(number);
        return whole.matches() ? whole.group(1) : number;
    }

    private Join inOrder(String file, int m, String note) {
        if (m != ids.size()) {
            throw new Fault(Exit.DATA, file + " has " + Counted.of(m, "row") + ", and the data have "
                    + Counted.of(ids.size(), "point") + ". Give one row for each point" + (column == null ? "." : ", or ids to find them by."));
        }
        return new Join(IntStream.range(0, m).toArray(), note);
    }

    private static Map<String, Integer> places(String file, List<String> theirs) {
        Map<String, Integer> places = new HashMap<>();
        for (int row = 0; row < theirs.size(); row++) {
            Integer other = places.putIfAbsent(theirs.get(row), row);
            if (other != null) {
                throw new Fault(Exit.DATA, file + ": id " + Cell.shown(theirs.get(row)) + " is met twice, in rows " + (other + 1) + " and " + (row + 1)
                        + ". Give each row an id of its own.");
            }
        }
        return places;
    }

    /// 0 or 1 if ids are numbers of rows from there on, in any order; else −1.
    private static int firstNumber(Map<String, Integer> places) {
        int first = places.containsKey("0") ? 0 : 1;
        boolean numbers = IntStream.range(0, places.size()).allMatch(i -> places.containsKey(Integer.toString(first + i)));
        return numbers ? first : -1;
    }

    private static String before(String number) {
        return Integer.toString(Integer.parseInt(number) - 1);
    }

    private Fault missing(String file, Map<String, Integer> places, long common) {
        String lost = ids.stream().filter(id -> !places.containsKey(id)).findFirst().orElse("");
        long others = ids.size() - common - 1;
        Set<String> own = Set.copyOf(ids);
        String theirs = places.entrySet().stream()
                .filter(place -> !own.contains(place.getKey()))
                .min(Map.Entry.comparingByValue())
                .map(place -> ", but " + Cell.shown(place.getKey()) + ", which the data lack")
                .orElse("");
        return new Fault(Exit.DATA, file + " has no row with the id " + Cell.shown(lost) + (others > 0 ? " (and " + others + " more of the data's)" : "")
                + theirs + ". Are these other points, or is " + (column == null ? "a column of ids not named" : "'" + column + "' the wrong column")
                + " (--id)?");
    }
}
