package dev.starling.app.data;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// Names of columns in several lines, as data frames and spreadsheets write them: no line of names is a point, and no row is a name.
@Tag("laws")
class NameLinesLaws {
    private static final int ROWS = 40;

    /// How a level calls its parts.
    private enum Part {
        WORDS(k -> "part" + (char) ('a' + k)), COUNTED(k -> Integer.toString(k + 1)), FROM_ZERO(k -> Integer.toString(k)), YEARS(k -> Integer.toString(2019 + k));

        private final Function<Integer, String> of;

        Part(Function<Integer, String> of) {
            this.of = of;
        }
    }

    /// How rows are called, what stands above their names, and whether a line of its own says what they are.
    private enum Index {
        NONE, UNNAMED, LINE, CORNER, CORNER_AND_LINE
    }

    private enum Values {
        DECIMALS, COUNTS
    }

    private record Style(List<Part> levels, int first, int others, Index index, boolean words, Values values, boolean merged) {
        /// The part of a column's name in a level: all combinations, the last level changing first.
        int part(int level, int column) {
            int size = 1;
            for (int k = levels.size() - 1; k > level; k--) {
                size *= others;
            }
            return column / size % (level == 0 ? first : others);
        }

        int columns() {
            return first * (int) Math.pow(others, levels.size() - 1);
        }

        String name(int column) {
            return IntStream.range(0, levels.size()).mapToObj(k -> levels.get(k).of.apply(part(k, column))).collect(Collectors.joining("_"));
        }
    }

    @Property(seed = "1", tries = 600)
    void noLineOfNamesIsAPoint(@ForAll("styles") Style style, @ForAll Random random) {
        String text = write(style, random);
        DataSet set = Table.of(text).read();
        assertThat(set.rows()).as(text + set.describe()).isEqualTo(ROWS);
        assertThat(set.featureNames()).as(set.describe()).containsExactlyElementsOf(IntStream.range(0, style.columns()).mapToObj(style::name).toList());
        assertThat(set.notes()).anyMatch(note -> note.startsWith("the first " + (text.lines().count() - ROWS) + " lines name the columns"));
        if (style.index == Index.LINE || style.index == Index.CORNER_AND_LINE) {
            assertThat(set.idName()).isEqualTo("cell");
        }
    }

    private static String write(Style style, Random random) {
        Stream<String> names = IntStream.range(0, style.levels.size()).mapToObj(level -> {
            Stream<String> parts = IntStream.range(0, style.columns()).mapToObj(c -> {
                boolean again = c > 0 && style.merged && level < style.levels.size() - 1 && style.part(level, c) == style.part(level, c - 1);
                return again ? "" : style.levels.get(level).of.apply(style.part(level, c));
            });
            return Stream.concat(corner(style, level), parts).collect(Collectors.joining(","));
        });
        Stream<String> line = style.index == Index.LINE || style.index == Index.CORNER_AND_LINE ? Stream.of("cell" + ",".repeat(style.columns())) : Stream.of();
        Stream<String> rows = IntStream.range(0, ROWS).mapToObj(i -> Stream.concat(
                        style.index == Index.NONE ? Stream.of() : Stream.of(style.words ? "c" + i : Integer.toString(i)),
                        IntStream.range(0, style.columns()).mapToObj(_ -> number(style.values, random)))
                .collect(Collectors.joining(",")));
        return Stream.of(names, line, rows).flatMap(Function.identity()).collect(Collectors.joining("\n", "", "\n"));
    }

    private static Stream<String> corner(Style style, int level) {
        return switch (style.index) {
            case NONE -> Stream.of();
            case UNNAMED, LINE -> Stream.of("");
            case CORNER, CORNER_AND_LINE -> Stream.of("level" + (char) ('a' + level));
        };
    }

    private static String number(Values values, Random random) {
        return values == Values.COUNTS ? Integer.toString(random.nextInt(60)) : String.format(Locale.ROOT, "%.3f", random.nextGaussian());
    }

    @Provide
    Arbitrary<Style> styles() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        Arbitrary<List<Part>> levels = Arbitraries.of(Part.values()).list().ofMinSize(2).ofMaxSize(3);
        return Combinators.combine(levels, Arbitraries.integers().between(2, 4), Arbitraries.integers().between(2, 3),
                        Arbitraries.of(Index.values()), either, Arbitraries.of(Values.values()), either)
                .as(Style::new)
                // Where nothing but the numbers tells names from rows, a first line of words does.
                .filter(style -> style.levels.getFirst() == Part.WORDS || style.index == Index.UNNAMED || style.index == Index.LINE || style.index == Index.CORNER_AND_LINE)
                .filter(style -> style.levels.size() == 2 || style.index != Index.NONE || style.merged || style.values == Values.DECIMALS)
                // Names of rows are words like that above them.
                .filter(style -> style.index != Index.CORNER || !style.words || style.values == Values.DECIMALS);
    }

    /// Columns may be called alike all the same: only a row that is the same below either name may be taken for names, and that is said.
    @Property(seed = "1", tries = 300)
    void noRowIsAName(@ForAll Random random, @ForAll("ranges") int range) {
        List<String> header = List.of("a", "a", "b", "b", "c");
        List<List<String>> rows = IntStream.range(0, ROWS)
                .mapToObj(_ -> IntStream.range(0, 5).mapToObj(_ -> Integer.toString(random.nextInt(range))).toList())
                .toList();
        DataSet set = Table.of(Stream.concat(Stream.of(header), rows.stream()).map(row -> String.join(",", row)).collect(Collectors.joining("\n", "", "\n"))).read();
        boolean said = set.notes().stream().anyMatch(note -> note.contains("the first 2 lines name the columns (--header if only the first does)"));
        assertThat(set.rows()).isEqualTo(said ? ROWS - 1 : ROWS);
        if (said) {
            List<String> first = rows.getFirst();
            assertThat(first.subList(2, 4)).as("by chance the same below either name").isEqualTo(first.subList(0, 2)).doesNotHaveDuplicates().contains(first.get(4));
        }
    }

    @Provide
    Arbitrary<Integer> ranges() {
        return Arbitraries.of(2, 3, 5, 1_000);
    }

    @Example
    void aSecondLineThatMayBeARowIsSaid() {
        String rows = IntStream.range(0, 20).mapToObj(i -> i % 3 + "," + (i + 1) % 3 + "," + i % 3 + "," + (i + 2) % 3).collect(Collectors.joining("\n"));
        DataSet set = Table.of("a,a,b,b\n" + rows + "\n").read();
        assertThat(set.rows()).isEqualTo(20);
        Table told = Table.of("a,a,b,b\n1,2,1,2\n" + rows.replaceAll("[0-9]", "0.5$0") + "\n");
        assertThat(told.read().rows()).isEqualTo(20);
        assertThat(told.read().describe()).contains("the first 2 lines name the columns (--header if only the first does)");
        assertThat(told.header(true).read().rows()).isEqualTo(21);
    }

    @Example
    void aLineThatNumbersTheColumns() {
        String rows = IntStream.range(0, 20).mapToObj(i -> i + 0.25 + "," + i * i % 7 * 1.5 + "," + i % 5 * 0.75).collect(Collectors.joining("\n"));
        DataSet set = Table.of("a,b,c\n1,2,3\n" + rows + "\n").read();
        assertThat(set.rows()).isEqualTo(20);
        assertThat(set.featureNames()).containsExactly("a", "b", "c");
        assertThat(set.describe()).contains("line 2 numbers the columns and is passed over (--header if it is a row)");
        assertThat(Table.of("a,b,c\n1,2,3\n" + rows + "\n").header(true).read().rows()).isEqualTo(21);
        assertThat(Table.of("a,b,c\n1,2,3\n" + rows.replaceAll("\\.[0-9]+", "") + "\n").read().rows()).isEqualTo(21);
    }

    /// pandas names the levels of an index in a line below those of the columns.
    @Example
    void levelsOfAnIndexAreNoFeatures() {
        String rows = IntStream.range(0, 20).mapToObj(i -> "p" + i / 5 + "," + i % 5 + "," + i * i % 17 + "," + i % 7).collect(Collectors.joining("\n", "", "\n"));
        Table table = Table.of("gene,,a,a\nrep,,1,2\nplate,well,,\n" + rows);
        assertThat(table.read().featureNames()).containsExactly("a_1", "a_2");
        assertThat(table.read().columns()).extracting(DataSet.Column::name).contains("plate", "well");
        assertThat(table.features("well", "a_1").read().featureNames()).containsExactly("well", "a_1");
    }

    /// Orange has kinds and roles of columns in its second and third line.
    @Example
    void linesOfKindsAndRoles() {
        String rows = IntStream.range(0, 20).mapToObj(i -> i + 0.5 + "\t" + i * i % 7 + "\tname" + i + "\tk" + i % 3).collect(Collectors.joining("\n", "", "\n"));
        for (String lines : List.of("c\tc\ts\td\n\t\tmeta\tclass\n", "continuous\tcontinuous\tstring\ta b c\n\t\t\tclass\n", "c\tc\ts\td\n\t\t\t\n")) {
            DataSet set = Table.of("width\theight\tname\ty\n" + lines + rows).read();
            assertThat(set.rows()).isEqualTo(20);
            assertThat(set.featureNames()).containsExactly("width", "height");
        }
    }
}
