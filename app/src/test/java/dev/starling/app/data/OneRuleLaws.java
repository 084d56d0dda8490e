package dev.starling.app.data;

import dev.starling.api.table.Column;
import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.columns.ReadOptions;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What a column is for does not depend on the format of the file that it is in.
@Tag("laws")
class OneRuleLaws {
    private static final List<String> NAMES =
            List.of("id", "label", "class", "cluster", "leiden", "x", "weight", "group", "index", "barcode", "name", "sample_id", "cell_type", "row");

    /// What a column holds.
    private enum Filling {
        DECIMALS,
        FEW_INTEGERS,
        COUNTING,
        SHUFFLED,
        LONG_INTEGERS,
        FEW_LONG_INTEGERS,
        REPEATED_TEXT,
        UNIQUE_TEXT
    }

    /// A column to be written in two ways.
    private record Drawn(String name, Filling filling) {
        String cell(int row, Random random) {
            return switch (filling) {
                case DECIMALS -> Integer.toString(random.nextInt(1000)) + "." + (1 + random.nextInt(9));
                case FEW_INTEGERS -> Integer.toString(random.nextInt(3));
                case COUNTING -> Integer.toString(row);
                case SHUFFLED -> Integer.toString(row * 7919 % 10007);
                case LONG_INTEGERS -> Long.toString(Long.MAX_VALUE / 2 + random.nextLong(Long.MAX_VALUE / 2));
                case FEW_LONG_INTEGERS -> Long.toString(Long.MAX_VALUE / 4 * (1 + random.nextInt(3)) + 1);
                case REPEATED_TEXT -> List.of("red", "green", "blue").get(random.nextInt(3));
                case UNIQUE_TEXT -> "u" + row + (char) ('a' + random.nextInt(26));
            };
        }

        boolean isLong() {
            return filling == Filling.LONG_INTEGERS || filling == Filling.FEW_LONG_INTEGERS;
        }

        boolean isText() {
            return filling == Filling.REPEATED_TEXT || filling == Filling.UNIQUE_TEXT;
        }
    }

    @Provide
    Arbitrary<List<Drawn>> columns() {
        Arbitrary<Filling> fillings = Arbitraries.of(Filling.class);
        return Arbitraries.of(NAMES).list().uniqueElements().ofMinSize(1).ofMaxSize(6)
                .flatMap(names -> fillings.list().ofSize(names.size())
                        .map(kinds -> IntStream.range(0, names.size()).mapToObj(i -> new Drawn(names.get(i), kinds.get(i))).toList()))
                .map(OneRuleLaws::withFeature);
    }

    private static List<Drawn> withFeature(List<Drawn> drawn) {
        List<Drawn> all = new ArrayList<>(drawn);
        all.add(new Drawn("height", Filling.DECIMALS));
        return all;
    }

    @Property(tries = 300, seed = "4711")
    void everyFormatIsUnderstoodAlike(@ForAll("columns") List<Drawn> columns, @ForAll Random random) {
        List<List<String>> cells = columns.stream()
                .map(column -> IntStream.range(0, 25).mapToObj(row -> column.cell(row, random)).toList())
                .toList();
        DataSet text = text(columns, cells);
        DataSet other = table(columns, cells);

        assertThat(other.featureNames()).isEqualTo(text.featureNames());
        assertThat(other.labelName()).isEqualTo(text.labelName());
        assertThat(other.idName()).isEqualTo(text.idName());
        assertThat(other.ids()).isEqualTo(text.ids());
        assertThat(other.labels()).isEqualTo(text.labels());
        assertThat(other.columns()).usingRecursiveComparison().isEqualTo(text.columns());
        assertThat(other.notes()).isEqualTo(text.notes());
        assertThat(other.points().sharedValues()).isEqualTo(text.points().sharedValues());
    }

    @Example
    void whatIntegersOfTooManyDigitsDifferByIsNotLostInSilence() {
        String[] ids = {"1500000000000000000", "1500000000000000037", "1500000000000000074"};
        Column shape = new Column.Numbers("x", new double[] {0.5, 1.5, 3.5});
        dev.starling.api.table.Table named = new dev.starling.api.table.Table(3, List.of(new Column.Numerals("id", ids), shape));
        assertThat(new ReadTable("t", named, ReadOptions.NONE).dataSet("t", "").ids()).isEqualTo(List.of(ids));

        dev.starling.api.table.Table measured = new dev.starling.api.table.Table(3, List.of(new Column.Numerals("f", ids), shape));
        assertThatThrownBy(() -> new ReadTable("t", measured, ReadOptions.NONE.withFeatures(List.of("f", "x"))).dataSet("t", ""))
                .hasMessageStartingWith("t: f: its integers are too long for a double, and what they differ by is lost");
    }

    @Example
    void numbersInQuotationMarksAreFeaturesWhereTheyAreNamed() {
        Column quoted = new Column.Texts("f", new String[] {"0.5", "1", "-2e3"});
        dev.starling.api.table.Table table = new dev.starling.api.table.Table(3, List.of(quoted));
        assertThat(new ReadTable("t", table, ReadOptions.NONE.withFeatures(List.of("f"))).dataSet("t", "").points().sharedValues()).containsExactly(0.5, 1, -2000);
        assertThatThrownBy(() -> new ReadTable("t", table, ReadOptions.NONE).dataSet("t", ""))
                .hasMessageEndingWith("Some hold numbers that are written as texts: say --features f.");
    }

    private static DataSet text(List<Drawn> columns, List<List<String>> cells) {
        StringBuilder csv = new StringBuilder(String.join(",", columns.stream().map(Drawn::name).toList())).append('\n');
        for (int row = 0; row < cells.getFirst().size(); row++) {
            int at = row;
            csv.append(String.join(",", cells.stream().map(column -> column.get(at)).toList())).append('\n');
        }
        try (Source source = Source.of("t", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)))) {
            return TableReader.read("t", "t", source, new ReadOptions(null, null, List.of(), List.of(), null, Notation.NONE, true, null));
        }
    }

    private static DataSet table(List<Drawn> columns, List<List<String>> cells) {
        List<Column> made = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            Drawn drawn = columns.get(column);
            List<String> of = cells.get(column);
            made.add(drawn.isText()
                    ? new Column.Texts(drawn.name(), of.toArray(String[]::new))
                    : drawn.isLong()
                    ? new Column.Numerals(drawn.name(), of.toArray(String[]::new))
                    : new Column.Numbers(drawn.name(), of.stream().mapToDouble(Double::parseDouble).toArray()));
        }
        return new ReadTable("t", new dev.starling.api.table.Table(cells.getFirst().size(), made), ReadOptions.NONE).dataSet("t", "");
    }
}
