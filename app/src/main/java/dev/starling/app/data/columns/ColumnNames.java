package dev.starling.app.data.columns;

import dev.starling.app.data.cells.Spelling;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Nearest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Names of a table's columns, and which of them a user means.
///
/// A column is chosen by its name; or by its number, from 1, where no column has that for a name.
///
/// @param hasHeader whether they stand in the file
public record ColumnNames(String file, boolean hasHeader, List<String> names, Set<String> repeated, List<Integer> unnamed) {
    private static final int SHOWN = 10;

    /// Names from a header. A column without a name is called by its number.
    public static ColumnNames of(String file, Row header) {
        List<String> names = new ArrayList<>();
        List<Integer> unnamed = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        Set<String> repeated = new TreeSet<>();
        for (int column = 0; column < header.size(); column++) {
            String name = header.text(column);
            if (name.isEmpty()) {
                unnamed.add(column);
                name = byNumber(column);
            }
            names.add(name);
            if (!seen.add(name)) {
                repeated.add(name);
            }
        }
        return new ColumnNames(file, true, List.copyOf(names), repeated, List.copyOf(unnamed));
    }

    /// Numbers for names, where there is no header.
    public static ColumnNames numbered(String file, int columns) {
        return new ColumnNames(file, false, IntStream.range(0, columns).mapToObj(ColumnNames::byNumber).toList(), Set.of(), List.of());
    }

    private static String byNumber(int column) {
        return "column " + (column + 1);
    }

    public int size() {
        return names.size();
    }

    public String get(int column) {
        return names.get(column);
    }

    /// The column that an option names.
    ///
    /// @throws Fault with the names that exist, the nearest first, if there is none; with the positions, if there are several
    public int find(String option, String asked) {
        List<Integer> positions = IntStream.range(0, size()).filter(c -> Spelling.areAlike(names.get(c), asked)).boxed().toList();
        if (positions.size() > 1) {
            throw new Fault(Exit.DATA, file + ": '" + asked + "' is the name of columns "
                    + String.join(" and ", positions.stream().map(c -> String.valueOf(c + 1)).toList())
                    + ". Choose one by its number: " + option + " " + (positions.getFirst() + 1));
        }
        if (positions.size() == 1) {
            return positions.getFirst();
        }
        if (asked.matches("[1-9][0-9]{0,8}") && Integer.parseInt(asked) <= size()) {
            return Integer.parseInt(asked) - 1;
        }
        if (!hasHeader) {
            throw new Fault(Exit.DATA, file + " has no column '" + asked + "' (" + option + "), because its first line is taken for a row."
                    + " Say --header if it names the columns; or choose one by its number, from 1 to " + size() + ".");
        }
        List<String> nearest = Nearest.first(asked, new TreeSet<>(names));
        throw new Fault(Exit.DATA, file + " has no column '" + asked + "' (" + option + "); did you mean '" + nearest.getFirst()
                + "'? There are " + shown(nearest) + ".");
    }

    /// Names in a row, the first ten of them.
    public static String shown(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
    }

    /// A name as it is typed after an option; its number where commas or repetition make the name useless.
    public String typed(int column) {
        String name = names.get(column);
        if (name.contains(",") || name.contains("'") || repeated.contains(name)) {
            return String.valueOf(column + 1);
        }
        return name.matches("[\\p{L}\\p{N}._-]+") ? name : "'" + name + "'";
    }
}
