package dev.starling.app.data.columns;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.data.text.ColumnShape;
import dev.starling.app.data.text.Row;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the options say that columns are for. What colors or names the rows may be excluded from the features as well; otherwise a column is for one
/// thing.
final class Told {
    private static final String EXCLUDE = "--exclude";

    private final String file;
    private final ColumnNames names;
    private final Map<Integer, Role> roles = new HashMap<>();
    private final Map<Integer, String> by = new HashMap<>();
    private final List<Integer> labels = new ArrayList<>();

    /// @param sample the first rows as text
    /// @param shapes what each column is like
    Told(String file, ReadOptions options, ColumnNames names, List<Row> sample, List<ColumnShape> shapes) {
        this.file = file;
        this.names = names;
        for (String asked : options.features()) {
            int column = tell("--features", asked, Role.FEATURE);
            if (!shapes.get(column).numeric()) {
                throw textAsFeature(column, sample.getFirst());
            }
        }
        options.exclude().forEach(asked -> tell(EXCLUDE, asked, Role.EXCLUDED));
        if (options.id() != null) {
            tell("--id", options.id(), Role.ID);
        }
        if (options.label() != null) {
            boolean several = options.label().contains(",") && !Spelling.of(names.names()).contains(Spelling.of(options.label()));
            for (String asked : several ? List.of(options.label().split(",", -1)) : List.of(options.label())) {
                labels.add(tell("--label", asked.strip(), labels.isEmpty() ? Role.LABEL : Role.SHOWN));
            }
        }
    }

    private int tell(String option, String asked, Role role) {
        int column = names.find(option, asked);
        String before = by.put(column, option);
        if (before == null || before.equals(EXCLUDE)) {
            roles.put(column, role);
        } else if (!before.equals(option)) {
            throw new Fault(Exit.USAGE, file + ": " + before + " and " + option + " both name '" + names.get(column) + "', which can be for one thing only: leave it out "
                    + "of one of them");
        }
        return column;
    }

    private Fault textAsFeature(int column, Row first) {
        return new Fault(Exit.DATA, file + (first.line() > 0 ? ":" + first.line() + ":" + (column + 1) : "") + " (" + names.get(column)
                + "): a column of text cannot be a feature, and " + Cell.shown(first.text(column)) + " is no number. Take it out of --features.");
    }

    /// By column.
    Map<Integer, Role> roles() {
        return roles;
    }

    /// Those to color by, the first one first.
    List<Integer> labels() {
        return labels;
    }
}
