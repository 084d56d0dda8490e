package dev.starling.app.data;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// The same numbers, ids and labels, however a table is written: with names of columns that are words, numbers, years or wavelengths, with
/// numbers of rows in any order, behind any title, in any delimiter and with the decimals of any country.
@Tag("laws")
class TableShapesLaws {
    private static final int COLUMNS = 6;
    private static final int ROWS = 40;

    /// How the columns of numbers are called, and whether a table without a label tells so.
    private enum Names {
        WORDS(k -> "size" + (char) ('a' + k)),
        COUNTED(Integer::toString),
        FROM_ONE(k -> Integer.toString(k + 1)),
        YEARS(k -> Integer.toString(1990 + 5 * k + k * k)),
        WAVELENGTHS(k -> Integer.toString(400 + 2 * k)),
        FALLING(k -> String.format(Locale.ROOT, "%.1f", 4000 - 3.7 * k)),
        SHUFFLED(k -> Integer.toString(7 * (k + 2) % 11));

        private final IntFunction<String> of;

        Names(IntFunction<String> of) {
            this.of = of;
        }
    }

    /// The column that names rows, if there is one.
    private enum Index {
        NONE(""), UNNAMED(""), PANDAS("Unnamed: 0"), R("X"), NAMED("index"), CELLS("cell"), ANY("specimen");

        private final String name;

        Index(String name) {
            this.name = name;
        }
    }

    private record Style(
            Names names, Index index, boolean words, boolean shuffled, boolean label, String delimiter, boolean comma, String before, String lineEnd) {}

    private static double number(int i, int k) {
        return Math.round(1_000 * Math.sin(1 + 7.31 * i + 1.93 * k)) / 1_000.0 + 0.0005;
    }

    private static String written(double number, boolean comma) {
        String text = String.format(Locale.ROOT, "%.4f", number);
        return comma ? text.replace('.', ',') : text;
    }

    @Property(seed = "1", tries = 1_000)
    void whateverTheStyle(@ForAll("styles") Style style, @ForAll Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
        if (style.shuffled) {
            Collections.shuffle(order, random);
        }
        DataSet set = Table.of(write(style, order)).read();
        assertThat(set.rows()).as(set.describe()).isEqualTo(ROWS);
        assertThat(set.featureNames()).as(set.describe())
                .containsExactlyElementsOf(IntStream.range(0, COLUMNS).mapToObj(style.names.of).toList());
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < COLUMNS; k++) {
                assertThat(set.points().get(row, k)).isEqualTo(Double.parseDouble(written(number(order.get(row), k), false)));
            }
        }
        assertThat(set.ids()).isEqualTo(style.index == Index.NONE
                ? IntStream.rangeClosed(1, ROWS).mapToObj(Integer::toString).toList()
                : order.stream().map(i -> id(style, i)).toList());
        assertThat(set.labels()).isEqualTo(style.label ? order.stream().map(i -> "kind " + i % 3).toList() : List.of());
    }

    private static String id(Style style, int i) {
        return style.words ? "p" + i : Integer.toString(i);
    }

    private static String write(Style style, List<Integer> order) {
        String header = IntStream.range(0, COLUMNS).mapToObj(style.names.of).collect(Collectors.joining(style.delimiter));
        String first = style.index == Index.NONE ? "" : '"' + style.index.name + '"' + style.delimiter;
        return style.before.replace("\n", style.lineEnd)
                + first + header + (style.label ? style.delimiter + "class" : "") + style.lineEnd
                + order.stream()
                        .map(i -> (style.index == Index.NONE ? "" : id(style, i) + style.delimiter)
                                + IntStream.range(0, COLUMNS).mapToObj(k -> written(number(i, k), style.comma))
                                        .collect(Collectors.joining(style.delimiter))
                                + (style.label ? style.delimiter + "\"kind " + i % 3 + '"' : ""))
                        .collect(Collectors.joining(style.lineEnd)) + style.lineEnd;
    }

    /// A row is no header, whatever the rows are: numbers above their like are numbers.
    @Property(seed = "1", tries = 500)
    void rowsAreNoHeader(@ForAll("rows") List<List<String>> rows) {
        String text = rows.stream().map(row -> String.join(",", row)).collect(Collectors.joining("\n", "", "\n"));
        assertThat(Table.of(text).read().rows()).isEqualTo(rows.size());
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        Arbitrary<String> decimal = Arbitraries.integers().between(-9_999, 9_999).map(k -> Double.toString(k / 100.0));
        Arbitrary<String> whole = Arbitraries.integers().between(0, 30).map(k -> Integer.toString(k));
        Arbitrary<String> large = Arbitraries.integers().between(1_000, 100_000).map(k -> Integer.toString(k));
        return Arbitraries.of(List.of(decimal, whole), List.of(decimal), List.of(whole), List.of(large, decimal, whole)).flatMap(kinds ->
                Arbitraries.integers().between(2, 8).flatMap(columns -> {
                    List<Arbitrary<String>> cells = IntStream.range(0, columns).mapToObj(k -> kinds.get(k % kinds.size())).toList();
                    return Combinators.combine(cells).as(row -> row).list().ofMinSize(20).ofMaxSize(40);
                }));
    }

    @Provide
    Arbitrary<Style> styles() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        Arbitrary<String> before = Arbitraries.of(
                "", "", "A title\n", "Made by a program, version 2\n\n", "# a comment\n# another one\n", "My data\nof 2026\n");
        return Combinators.combine(
                        Arbitraries.of(Names.values()), Arbitraries.of(Index.values()), either, either, either,
                        Arbitraries.of(",", ";", "\t", "|", " ", "   "), either, before)
                // A title of as many words as there are columns of blanks names them, for all that anybody can tell.
                .filter((names, index, words, shuffled, label, delimiter, comma, lines) -> !delimiter.isBlank() || delimiter.equals("\t") || !lines.startsWith("Made"))
                .flatAs((names, index, words, shuffled, label, delimiter, comma, lines) -> Arbitraries.of("\n", "\r\n")
                        .map(end -> new Style(names, index, words, shuffled, label, delimiter, comma && !delimiter.equals(","), lines, end)));
    }
}
