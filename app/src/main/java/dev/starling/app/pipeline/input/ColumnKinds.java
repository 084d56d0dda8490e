package dev.starling.app.pipeline.input;

import dev.starling.api.table.Column;
import dev.starling.app.data.DataSet;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.app.fault.Nearest;
import dev.starling.core.matrix.Points;
import dev.starling.core.quality.Labels;
import dev.starling.core.table.MixedColumns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which columns are numbers and which are categories, and what each counts, where both make up the distance.
///
/// @param asked    as the user says it: `category:island`, `number:bill_length*2`; all numbers and all text that repeats where there is none
/// @param excluded columns that count only where they are named
public record ColumnKinds(List<String> asked, List<String> excluded) {
    private static final Pattern CHOICE = Pattern.compile("(number|category):(.+?)(?:\\*([0-9]+(?:\\.[0-9]+)?))?");
    private static final String CATEGORY = "category";

    /// A column that counts.
    private record Choice(String kind, double weight) {}

    /// @throws IllegalArgumentException if it is not said so
    public ColumnKinds {
        asked = List.copyOf(asked);
        excluded = List.copyOf(excluded);
        choices(asked);
    }

    private static Map<String, Choice> choices(List<String> asked) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (String text : asked) {
            Matcher choice = CHOICE.matcher(text);
            if (!choice.matches()) {
                throw new IllegalArgumentException("--columns must be category:NAME or number:NAME, perhaps with *WEIGHT, but was '" + text + "'");
            }
            Choice kind = new Choice(choice.group(1), choice.group(3) == null ? 1 : Double.parseDouble(choice.group(3)));
            if (choices.put(Spelling.of(choice.group(2)), kind) != null) {
                throw new IllegalArgumentException("--columns names '" + choice.group(2) + "' twice");
            }
        }
        return choices;
    }

    /// What the map is made of, for people.
    String describe() {
        return asked.isEmpty() ? "all numbers by their ranges, and all text that repeats but the label" : String.join(", ", asked);
    }

    /// The columns as the metric takes them.
    ///
    /// @throws Fault if the data have no such columns
    Points of(DataSet set) {
        Map<String, Choice> choices = choices(asked);
        Set<String> names = new TreeSet<>(Spelling.of(set.featureNames()));
        List<DataSet.Column> columns = Stream.concat(set.columns().stream(), set.unseen().stream()).toList();
        columns.forEach(column -> names.add(Spelling.of(column.name())));
        for (String name : choices.keySet()) {
            if (!names.contains(name)) {
                throw new Fault(Exit.DATA, set.name() + " has no column '" + name + "' (--columns); did you mean '"
                        + Nearest.first(name, names).getFirst() + "'?");
            }
        }
        List<Integer> numbers = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int k = 0; k < set.featureNames().size(); k++) {
            Choice choice = choices.get(Spelling.of(set.featureNames().get(k)));
            if (choice == null ? asked.isEmpty() : !choice.kind.equals(CATEGORY)) {
                numbers.add(k);
                weights.add(choice == null ? 1 : choice.weight);
            }
        }
        List<Column.Categories> categories = new ArrayList<>();
        List<Double> ofCategories = new ArrayList<>();
        for (DataSet.Column column : columns) {
            Choice choice = choices.get(Spelling.of(column.name()));
            boolean meant = choice == null ? asked.isEmpty() && isCategory(set, column) : choice.kind.equals(CATEGORY);
            if (choice != null && !meant && !set.featureNames().contains(column.name())) {
                throw new Fault(Exit.DATA, set.name() + ": '" + column.name() + "' is no column of numbers. Say --columns category:" + column.name() + ".");
            } else if (meant) {
                categories.add(coded(column));
                ofCategories.add(choice == null ? 1 : choice.weight);
            }
        }
        return new MixedColumns(
                        numbersOf(set.points(), numbers), weights.stream().mapToDouble(Double::doubleValue).toArray(), categories,
                        ofCategories.stream().mapToDouble(Double::doubleValue).toArray())
                .encoded();
    }

    private boolean isCategory(DataSet set, DataSet.Column column) {
        return !excluded.contains(column.name())
                && !set.featureNames().contains(column.name())
                && !column.name().equals(set.labelName())
                && !column.name().equals(set.idName())
                && 2L * column.values().stream().distinct().count() <= column.values().size();
    }

    private static Column.Categories coded(DataSet.Column column) {
        Map<String, Integer> levels = new LinkedHashMap<>();
        int[] codes = Labels.of(column.values()).texts().stream() // whole numbers are one category, however they are spelled
                .mapToInt(text -> text.isEmpty() || text.equals("NA") ? -1 : levels.computeIfAbsent(text, _ -> levels.size()))
                .toArray();
        return new Column.Categories(column.name(), codes, List.copyOf(levels.keySet()));
    }

    private static Points numbersOf(Points points, List<Integer> columns) {
        double[] values = new double[points.rows() * columns.size()];
        for (int i = 0; i < points.rows(); i++) {
            for (int k = 0; k < columns.size(); k++) {
                values[i * columns.size() + k] = points.get(i, columns.get(k));
            }
        }
        return Points.owning(points.rows(), columns.size(), values);
    }
}
