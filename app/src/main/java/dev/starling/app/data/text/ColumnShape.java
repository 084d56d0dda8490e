package dev.starling.app.data.text;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a sample of a column's cells is like.
///
/// @param filled   cells with a value
/// @param decimals those that are numbers with decimals
/// @param numeric  whether numbers are meant, so that a cell that is none is a fault; true of a column without values, too
/// @param whole    whether all of its values are whole numbers
/// @param unique   whether no value is met twice, and none is missing
/// @param least    the least number
/// @param largest  the largest number
public record ColumnShape(int filled, int decimals, boolean numeric, boolean whole, boolean unique, double least, double largest) {
    /// A number and the unit that it has.
    private static final Pattern MEASURE = Pattern.compile("[+-]?[0-9]+(?:[.,][0-9]+)?\\s*(\\p{L}{1,4}[²³]?|\\p{L}{1,3}/\\p{L}{1,3})");

    /// So many cells make a unit of what could be a chance.
    private static final int MEASURES = 3;

    /// Words among so few numbers with decimals are gaps rather than names.
    private static final int DECIMALS_SHARE = 10;

    public static ColumnShape of(List<Row> rows, int column, Decimals form) {
        int filled = 0;
        int meant = 0;
        int decimals = 0;
        boolean whole = true;
        double least = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        Set<String> texts = new HashSet<>();
        for (Row row : rows) {
            String text = row.text(column);
            if (Cell.isMissing(text)) {
                continue;
            }
            filled++;
            texts.add(text);
            double number = row.number(column, form);
            meant += Double.isFinite(number) || Cell.isMeantAsNumber(text) ? 1 : 0;
            decimals += Double.isFinite(number) && text.indexOf(form.point()) >= 0 ? 1 : 0;
            whole &= number == Math.rint(number) && Double.isFinite(number);
            if (Double.isFinite(number)) {
                least = Math.min(least, number);
                largest = Math.max(largest, number);
            }
        }
        boolean numeric = 2 * meant > filled || filled == 0 || (decimals > 0 && DECIMALS_SHARE * decimals >= filled) || haveOneUnit(texts);
        return new ColumnShape(filled, decimals, numeric, whole && filled > 0, texts.size() == rows.size(), least, largest);
    }

    private static boolean haveOneUnit(Set<String> texts) {
        Set<String> units = new HashSet<>();
        for (String text : texts) {
            Matcher measure = MEASURE.matcher(text);
            if (!measure.matches()) {
                return false;
            }
            units.add(measure.group(1));
        }
        return texts.size() >= MEASURES && units.size() == 1;
    }

    /// Of a column that is told to hold numbers.
    public ColumnShape ofNumbers() {
        return new ColumnShape(filled, decimals, true, whole, unique, least, largest);
    }

    /// Of a column that is told to hold text, whatever it looks like.
    public ColumnShape ofText() {
        return new ColumnShape(filled, 0, false, false, unique, Double.NaN, Double.NaN);
    }

    public boolean hasNumbers() {
        return numeric && filled > 0;
    }
}
