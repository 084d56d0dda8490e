package dev.starling.app.data;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;
import dev.starling.app.data.text.Row;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Ids that are text where those of the other rows are whole numbers, as below a table the names of means and counts are.
final class OddIds {
    private static final int MOST = 10;

    /// So many others make a rule of whole numbers, for each that is none.
    private static final int OTHERS = 2;

    private record Odd(int row, long line, String id) {}

    private final int column;
    private final List<Odd> odd = new ArrayList<>();
    private int whole;
    private int taken;

    /// @param column where the ids stand; −1 if there are none
    OddIds(int column) {
        this.column = column;
    }

    void take(Row row) {
        taken++;
        if (column < 0 || odd.size() > MOST) {
            return;
        }
        double number = row.number(column, Decimals.PLAIN);
        if (number != Math.rint(number) && !Cell.isMissing(row.text(column))) {
            odd.add(new Odd(taken, row.line(), row.text(column)));
        }
        whole += number == Math.rint(number) ? 1 : 0;
    }

    void dropLast(int rows) {
        odd.removeIf(each -> each.row > taken - rows);
        taken -= rows;
    }

    /// What is to be said of them; empty if nothing is.
    String note() {
        if (odd.isEmpty() || odd.size() > MOST || whole < OTHERS * odd.size()) {
            return "";
        }
        String named = odd.stream().map(each -> Cell.shown(each.id()) + " (line " + each.line() + ")").collect(Collectors.joining(", "));
        return odd.size() == 1
                ? "the id " + named + " is no whole number as the others are: remove the line if it is no point"
                : "the ids " + named + " are no whole numbers as the others are: remove the lines if they are no points";
    }
}
