package dev.starling.app.data;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.fault.Fault;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A column whose cells hold a whole vector each.
class VectorColumnTest {
    private static DataSet read(String text, @Nullable String vector, @Nullable Missing missing) {
        return read(text, vector, null, missing);
    }

    private static DataSet read(String text, @Nullable String vector, @Nullable Character delimiter, @Nullable Missing missing) {
        try (Source source = Source.of("t.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            return TableReader.read("t", "t.csv", source, new ReadOptions(
                    null, null, List.of(), List.of(), null, new Notation(delimiter, null, null, null, null), null, missing, ReadOptions.Shown.ALL, vector));
        }
    }

    private static String joined(double[] values, String separator) {
        return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(separator));
    }

    private static String written(double[] values, int how) {
        return switch (how) {
            case 0 -> "\"[" + joined(values, ", ") + "]\"";
            case 1 -> "\"{" + joined(values, ",") + "}\"";
            case 2 -> "\"[" + joined(values, "  ") + "]\"";
            case 3 -> "\"" + joined(values, ";") + "\"";
            case 4 -> "\"" + joined(values, " ") + "\"";
            case 5 -> "\"array([" + joined(values, ", ") + "], dtype=float32)\"";
            case 6 -> "\"tensor([" + joined(values, ", ") + "])\"";
            default -> "\"(" + joined(values, ", ") + ",)\"";
        };
    }

    @Property(seed = "1", tries = 200)
    void howeverItIsWrittenItIsFoundByItself(
            @ForAll @IntRange(min = 2, max = 9) int width, @ForAll @IntRange(min = 0, max = 7) int how, @ForAll boolean withOthers, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] rows = IntStream.range(0, 12)
                .mapToObj(_ -> random.doubles(width).map(v -> Math.rint(v * 1e4) / 1e4 - 0.5).toArray()).toArray(double[][]::new);
        StringBuilder text = new StringBuilder(withOthers ? "title,embedding\n" : "embedding\n");
        for (int i = 0; i < rows.length; i++) {
            text.append(withOthers ? "word " + (char) ('a' + i % 3) + "," : "").append(written(rows[i], how)).append('\n');
        }
        boolean bracketed = how < 3 || how > 4; // else its numbers may well be cells, unless it is said what separates them
        DataSet set = read(text.toString(), "embedding", bracketed ? null : ',', null);
        DataSet alone = read(text.toString(), null, bracketed ? null : ',', null);
        for (int i = 0; i < rows.length; i++) {
            assertThat(set.points().row(i)).as(text.toString()).containsExactly(rows[i]);
        }
        assertThat(set.featureNames()).first().isEqualTo("embedding[0]");
        assertThat(set.columns()).extracting(DataSet.Column::name).doesNotContain("embedding");
        assertThat(alone.points().sharedValues()).as(text.toString()).isEqualTo(set.points().sharedValues());
        assertThat(alone.notes().toString()).contains("vectors of " + width + " numbers from 'embedding'");
    }

    @Example
    void otherNumbersStayAsTheyAreUnlessTheVectorIsNamed() {
        String text = "year,v,kind\n2001,\"[1, 2]\",a\n2002,\"[3, 4]\",b\n2003,\"[5, 7]\",a\n2004,\"[5, 8]\",b\n";
        assertThat(read(text, null, null).featureNames()).containsExactly("year");
        DataSet named = read(text, "v", null);
        assertThat(named.featureNames()).containsExactly("v[0]", "v[1]");
        assertThat(named.labelName()).isEqualTo("kind");
        assertThat(named.columns()).extracting(DataSet.Column::name).containsExactly("year", "kind");
        assertThat(named.columns().getFirst().values()).containsExactly("2001", "2002", "2003", "2004");
    }

    @Example
    void aCellThatIsNoSuchVectorIsRefusedWithItsPlace() {
        String start = "id,v\na,\"[1, 2]\"\nb,\"[3, 4]\"\nc,\"[5, 6]\"\n";
        assertThatThrownBy(() -> read(start + "d,\"[1, 2, 3]\"\n", "v", null)).isInstanceOf(Fault.class)
                .hasMessageContaining("t.csv:5:2 (v): the vector has 3 numbers, and that of the first row has 2");
        assertThatThrownBy(() -> read(start + "d,\"[1, x]\"\n", "v", null)).isInstanceOf(Fault.class)
                .hasMessageContaining("t.csv:5:2 (v): number 2 of the vector: \"x\" is not a number");
        assertThatThrownBy(() -> read(start + "d,\"[1, nan]\"\n", "v", null)).isInstanceOf(Fault.class).hasMessageContaining("number 2 of the vector");
        assertThatThrownBy(() -> read(start + "d,\"[1. ... 2.]\"\n", "v", null)).isInstanceOf(Fault.class).hasMessageContaining("left out numbers");
        assertThatThrownBy(() -> read(start + "d,\n", "v", null)).isInstanceOf(Fault.class).hasMessageContaining("t.csv:5:2 (v): the vector is missing");
        assertThatThrownBy(() -> read(start, "id", null)).isInstanceOf(Fault.class).hasMessageContaining("is no vector of numbers");
        assertThatThrownBy(() -> read(start, "w", null)).isInstanceOf(Fault.class).hasMessageContaining("no column 'w' (--vector)");
        assertThat(read(start + "d,\n", "v", Missing.DROP).droppedRows()).containsExactly(4);
    }

    /// As JSON lines may have it, where the vector was written as a text.
    @Example
    void columnsOfTextOfOtherFormatsToo() {
        Column.Texts v = new Column.Texts("v", new String[] {"[1, 2]", "[3, 4]", "[5, 6]"});
        Table table = new Table(3, List.of(new Column.Texts("title", new String[] {"a", "b", "c"}), v));
        DataSet set = new ReadTable("t.jsonl", table, ReadOptions.NONE).dataSet("t", "");
        assertThat(set.points().sharedValues()).containsExactly(1, 2, 3, 4, 5, 6);
        Table numbers = new Table(3, List.of(new Column.Numbers("year", new double[] {1, 2, 3}), v));
        assertThat(new ReadTable("t.jsonl", numbers, ReadOptions.NONE).dataSet("t", "").featureNames()).containsExactly("year");
        ReadOptions named = new ReadOptions(
                null, null, List.of(), List.of(), null, Notation.NONE, null, null, ReadOptions.Shown.ALL, "v");
        assertThat(new ReadTable("t.jsonl", numbers, named).dataSet("t", "").featureNames()).containsExactly("v[0]", "v[1]");
    }

    @Property(seed = "2", tries = 100)
    void aListALineIsAVector(@ForAll @IntRange(min = 2, max = 6) int width, @ForAll @IntRange(min = 0, max = 5) int how, @ForAll long seed) {
        Random random = new Random(seed);
        double[] values = IntStream.range(0, 8 * width).mapToDouble(_ -> random.nextGaussian()).toArray();
        String text = IntStream.range(0, 8)
                .mapToObj(row -> joined(Arrays.copyOfRange(values, row * width, (row + 1) * width), how % 3 == 0 ? ", " : how % 3 == 1 ? "," : " "))
                .map(inner -> how < 3 ? "[" + inner + "]" : "(" + inner + ")")
                .collect(Collectors.joining("\n", "", how % 2 == 0 ? "\n" : ""));
        assertThat(read(text, null, null).points().sharedValues()).containsExactly(values);
    }

    @Example
    void theEndsOfAListAreNoNames() {
        assertThatThrownBy(() -> read("[0.1,0.2,0.3],\n[0.4,0.5,0.6],\n[0.7,0.8,0.9]\n", null, null)).isInstanceOf(Fault.class)
                .hasMessageContaining("t.csv:");
        assertThatThrownBy(() -> read("x,y,z\n[0.1,0.2,0.3]\n[0.4,0.5,0.6]\n[0.7,0.8,0.9]\n", null, null)).isInstanceOf(Fault.class)
                .hasMessageStartingWith("t.csv:2:1 (x): \"[0.1\" is not a number, but one end of a list");
    }
}
