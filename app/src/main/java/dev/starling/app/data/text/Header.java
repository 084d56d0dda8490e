package dev.starling.app.data.text;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Whether the first line of a table names its columns, by how it differs from those below.
///
/// A name is text above numbers, or an empty corner above names of rows. Numbers are names if they are written otherwise than those below; if they count up or are years, where the rows
/// below do neither; if they are whole above decimals; or if they rise from column to column beyond all that stands below. Text above
/// text is a name if it is a word for names, or unlike all that stands below while no number beside it is like them.
///
/// @param found   whether it does
/// @param obvious whether nobody would take it for a row
public record Header(boolean found, boolean obvious) {
    private static final Header NONE = new Header(false, false);
    private static final Header OBVIOUS = new Header(true, true);
    private static final Header LIKELY = new Header(true, false);

    /// Words that name columns, and are seldom values.
    private static final Set<String> WORDS = Set.of(
            "id", "ids", "index", "name", "names", "label", "labels", "class", "classes", "target", "category", "cluster", "group", "type",
            "species", "kind", "sample", "samples", "country", "region", "city", "code", "key", "gene", "genes", "cell", "cells", "barcode",
            "date", "time", "timestamp", "year", "sex", "gender", "subject", "patient", "title", "text", "variety", "batch", "tissue");

    /// Beyond so many rows that do as the first does, it does nothing special.
    private static final double ODD = 0.1;

    /// So many columns hardly rise by chance.
    private static final int MANY = 8;

    /// So many times what is counted in a column is no count.
    private static final double BEYOND = 5;

    private static final Pattern YEAR = Pattern.compile("(1[89]|20)[0-9]{2}");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");

    public static Header of(List<Row> rows, Decimals form) {
        Row first = rows.isEmpty() ? new Row() : rows.getFirst();
        List<Row> below = rows.subList(Math.min(1, rows.size()), rows.size());
        if (below.isEmpty()) {
            boolean names = first.size() > 0 && columns(first).noneMatch(c -> isNumber(first, c, form));
            return names ? OBVIOUS : NONE;
        }
        List<ColumnShape> shapes = columns(first).mapToObj(c -> ColumnShape.of(below, c, form)).toList();
        int[] numeric = columns(first).filter(c -> shapes.get(c).numeric()).toArray();
        long above = Arrays.stream(numeric).filter(c -> !Cell.isMissing(first.text(c)) && !isNumber(first, c, form)).count();
        if (above > 0 && (2 * above >= numeric.length || Arrays.stream(numeric).anyMatch(c -> isWord(first.text(c))))) {
            return OBVIOUS;
        }
        boolean otherwise = numeric.length > 1
                && Arrays.stream(numeric).filter(c -> !Double.isFinite(first.number(c, form)) && Double.isFinite(first.number(c, Decimals.PLAIN))).count()
                        * 2 > numeric.length;
        if (otherwise) {
            return LIKELY;
        }
        int[] numbers = Arrays.stream(numeric).filter(c -> Double.isFinite(first.number(c, form))).toArray();
        if (isMetBelow(first, below, shapes)) {
            return NONE;
        }
        boolean corner = first.text(0).isEmpty() && first.size() > 1 && shapes.getFirst().unique() && isFilledAndDistinct(first);
        boolean likely = corner
                || numbersAreNames(first, below, shapes, numbers, form)
                || columns(first).anyMatch(c -> !shapes.get(c).numeric() && isWord(first.text(c)))
                || (!isUsual(first, numbers, shapes, form)
                        && columns(first).anyMatch(c -> !shapes.get(c).numeric() && isNameAboveText(first.text(c), below, c)));
        return likely ? LIKELY : NONE;
    }

    private static IntStream columns(Row row) {
        return IntStream.range(0, row.size());
    }

    private static boolean isNumber(Row row, int column, Decimals form) {
        return Cell.isMeantAsNumber(row.text(column)) || Double.isFinite(row.number(column, form));
    }

    private static boolean isWord(String text) {
        return WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isFilledAndDistinct(Row first) {
        Set<String> seen = new HashSet<>();
        return columns(first).skip(1).allMatch(c -> !first.text(c).isEmpty() && seen.add(first.text(c)));
    }

    /// Whether a word of the first line is met again below, so that it is a value.
    private static boolean isMetBelow(Row first, List<Row> below, List<ColumnShape> shapes) {
        return columns(first)
                .filter(c -> !shapes.get(c).numeric() && !first.text(c).isEmpty())
                .anyMatch(c -> below.stream().anyMatch(row -> row.text(c).equals(first.text(c))));
    }

    private static boolean numbersAreNames(Row first, List<Row> below, List<ColumnShape> shapes, int[] columns, Decimals form) {
        if (columns.length < 2) {
            return false;
        }
        boolean whole = Arrays.stream(columns).allMatch(c -> WHOLE.matcher(first.text(c)).matches());
        boolean distinct = Arrays.stream(columns).mapToObj(first::text).distinct().count() == columns.length;
        long fractional = Arrays.stream(columns).filter(c -> 2 * shapes.get(c).decimals() > shapes.get(c).filled()).count();
        boolean aboveDecimals = whole && distinct && 10 * fractional >= 9L * columns.length;
        if (columns.length == 2) {
            double at = first.number(columns[0], form);
            boolean counts = (at == 0 || at == 1) && first.number(columns[1], form) == at + 1;
            return (counts && aboveDecimals) || areYears(first, below, columns);
        }
        if (aboveDecimals || areYears(first, below, columns)) {
            return true;
        }
        if (whole && step(first, columns, form) != 0 && share(below, row -> step(row, columns, form) != 0) <= ODD) {
            return true;
        }
        if (whole && distinct && below.size() >= MANY && areBeyondAll(first, columns, shapes, form)) {
            return true;
        }
        double rising = share(below, row -> direction(row, columns, form) == direction(first, columns, form));
        boolean beyond = 10 * Arrays.stream(columns).filter(c -> isFarOff(first.number(c, form), shapes.get(c))).count() >= 9L * columns.length;
        boolean many = columns.length >= MANY && below.size() >= MANY && rising <= ODD / 5;
        boolean above = below.size() >= MANY && rising <= ODD
                && Arrays.stream(columns).allMatch(c -> first.number(c, form) > shapes.get(c).largest());
        return direction(first, columns, form) != 0 && (above || (beyond && below.size() >= MANY / 2 && (columns.length > 3 || rising <= ODD)) || many);
    }

    /// Whether every number is many times what stands below it, where counts stand.
    private static boolean areBeyondAll(Row first, int[] columns, List<ColumnShape> shapes, Decimals form) {
        return Arrays.stream(columns).allMatch(c -> {
            ColumnShape shape = shapes.get(c);
            return shape.whole() && shape.least() >= 0 && first.number(c, form) >= BEYOND * Math.max(1, shape.largest());
        });
    }

    private static boolean areYears(Row first, List<Row> below, int[] columns) {
        boolean rise = IntStream.range(0, columns.length)
                .allMatch(k -> YEAR.matcher(first.text(columns[k])).matches()
                        && (k == 0 || first.text(columns[k]).compareTo(first.text(columns[k - 1])) > 0));
        return rise && share(below, row -> Arrays.stream(columns).allMatch(c -> YEAR.matcher(row.text(c)).matches())) <= ODD;
    }

    private interface Property {
        boolean of(Row row);
    }

    private static double share(List<Row> rows, Property property) {
        return (double) rows.stream().filter(property::of).count() / rows.size();
    }

    /// The step by which a row's numbers go on evenly, 0 if they don't.
    private static double step(Row row, int[] columns, Decimals form) {
        double step = row.number(columns[1], form) - row.number(columns[0], form);
        for (int k = 2; k < columns.length; k++) {
            if (row.number(columns[k], form) - row.number(columns[k - 1], form) != step) {
                return 0;
            }
        }
        return step;
    }

    /// 1 if a row's numbers rise from column to column, −1 if they fall, else 0.
    private static int direction(Row row, int[] columns, Decimals form) {
        int direction = 0;
        for (int k = 1; k < columns.length; k++) {
            int sign = Double.compare(row.number(columns[k], form), row.number(columns[k - 1], form));
            if (sign == 0 || (k > 1 && sign != direction)) {
                return 0;
            }
            direction = sign;
        }
        return direction;
    }

    /// Whether a number is farther from all others than they are from each other.
    private static boolean isFarOff(double number, ColumnShape others) {
        double range = others.largest() - others.least();
        return number > others.largest() + range || number < others.least() - range;
    }

    /// Whether a row has numbers, each as large as those below it.
    private static boolean isUsual(Row row, int[] columns, List<ColumnShape> shapes, Decimals form) {
        return columns.length > 0
                && Arrays.stream(columns)
                        .allMatch(c -> row.number(c, form) >= shapes.get(c).least() && row.number(c, form) <= shapes.get(c).largest());
    }

    /// Whether a text can be no value of a column of text: the others come again and again; or they share a form, such as that of a date,
    /// which it has not.
    private static boolean isNameAboveText(String text, List<Row> below, int column) {
        if (text.isEmpty()) {
            return false;
        }
        List<String> values = below.stream().map(row -> row.text(column)).filter(value -> !Cell.isMissing(value)).toList();
        List<String> distinct = values.stream().distinct().toList();
        boolean categories = values.size() >= MANY
                && 4 * distinct.size() <= values.size()
                && distinct.stream().allMatch(value -> values.stream().filter(value::equals).count() > 1);
        List<String> forms = values.stream().map(Header::form).distinct().toList();
        boolean oneForm = values.size() >= MANY / 2 && forms.size() == 1 && forms.getFirst().indexOf('9') >= 0;
        return categories || (oneForm && !forms.contains(form(text)));
    }

    /// A text with every digit a 9 and every run of letters an a.
    static String form(String text) {
        return text.replaceAll("[0-9]", "9").replaceAll("9+", "9").replaceAll("\\p{L}+", "a");
    }

    /// Whether a column's numbers go up by one from 0 or 1, as those do that spreadsheets and data frames add.
    public static boolean countsUp(List<Row> rows, int column) {
        double first = rows.getFirst().number(column, Decimals.PLAIN);
        return (first == 0 || first == 1)
                && IntStream.range(0, rows.size()).allMatch(i -> rows.get(i).number(column, Decimals.PLAIN) == first + i);
    }

    /// Whether a column's numbers go up by one from 0 or 1 and begin again, as where tables were put one below the other. What never comes to a third
    /// number is a choice of two, or always the same.
    public static boolean countsUpAgain(List<Row> rows, int column) {
        double[] numbers = rows.stream().mapToDouble(row -> row.number(column, Decimals.PLAIN)).toArray();
        double first = numbers[0];
        return (first == 0 || first == 1)
                && IntStream.range(1, numbers.length).allMatch(i -> numbers[i] == first || numbers[i] == numbers[i - 1] + 1)
                && Arrays.stream(numbers).anyMatch(number -> number == first + 2);
    }
}
