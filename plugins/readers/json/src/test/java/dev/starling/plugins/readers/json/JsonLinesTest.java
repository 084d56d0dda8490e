package dev.starling.plugins.readers.json;

import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Lines of JSON become columns, and a line that does not fit is named.
class JsonLinesTest {
    private static final String TWO = """
            {"id": "a", "embedding": [0.1, -2e3, 3], "age": 7, "meta": {"lang": "de", "ok": true}}
            {"id": "b", "embedding": [1, 2, null], "meta": {"lang": null, "ok": false}}
            """;

    private static Table read(String text) throws IOException {
        return new JsonLines().read(new DataFile() {
            @Override
            public Path path() {
                return Path.of("x.jsonl");
            }

            @Override
            public Optional<String> part() {
                return Optional.empty();
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(text.length());
            }
        });
    }

    private static Column column(Table table, String name) {
        return table.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }

    /// As data frames and scripts write it.
    @Test
    void anArrayOfObjectsIsReadAsItsLinesAre() throws IOException {
        String listed = "[" + TWO.strip().replace("}\n{", "},\n  {") + "]\n";
        assertThat(new JsonLines().recognizes("x.json", listed.getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(read(listed)).usingRecursiveComparison().withEqualsForType(Double::equals, Double.class).isEqualTo(read(TWO));
        assertThatThrownBy(() -> read(TWO + "[]")).hasMessageContaining("line 3 does not begin an object");
        assertThatThrownBy(() -> read(listed.substring(0, listed.length() - 2))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void keysAreColumns() throws IOException {
        Table table = read(TWO);
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.columns().stream().map(Column::name)).containsExactly("id", "embedding", "age", "meta.lang", "meta.ok");
        assertThat(((Column.Texts) column(table, "id")).values()).containsExactly("a", "b");
        Column.Vectors vectors = (Column.Vectors) column(table, "embedding");
        assertThat(vectors.width()).isEqualTo(3);
        assertThat(vectors.values()).containsExactly(0.1, -2000, 3, 1, 2, Double.NaN);
        assertThat(((Column.Numbers) column(table, "age")).values()).containsExactly(7, Double.NaN);
        assertThat(((Column.Texts) column(table, "meta.lang")).values()).containsExactly("de", null);
        assertThat(((Column.Texts) column(table, "meta.ok")).values()).containsExactly("true", "false");
    }

    @Test
    void aLineThatDoesNotFitIsNamed() {
        refused("{\"v\": [1, 2]}\n{\"v\": [1]}\n", "line 2, key 'v' has a vector of 1 numbers, and those before have 2. Give vectors of one length.");
        refused("{\"a\": 1}\n{\"a\": \"x\"}\n", "line 2, key 'a' is a text, and in lines before a number. Write all values of a key alike.");
        refused("{\"a\": 1, \"a\": 2}\n", "line 1, key 'a' stands there twice. Keep one of them.");
        refused("{\"a\": [\"x\"]}\n", "line 1, key 'a' has an array with 'x' in it. Keep arrays of numbers, and leave this key out.");
        refused("{\"a\": 1}\n[1]\n", "line 2 does not begin an object, but has [. Write one JSON object a line.");
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableException.class).hasMessage(message);
    }

    @Property(seed = "1", tries = 150)
    void aCutFileIsRefusedUnlessALineEndsThere(@ForAll @IntRange(min = 1, max = 161) int kept) throws IOException {
        String cut = TWO.substring(0, kept);
        int lines = (int) cut.lines().filter(line -> line.endsWith("}}")).count();
        if (cut.strip().endsWith("}}")) {
            assertThat(read(cut).rows()).isEqualTo(lines);
        } else {
            assertThatThrownBy(() -> read(cut)).isInstanceOf(UnreadableException.class).hasMessageStartingWith("line ");
        }
    }

    @Test
    void wholeNumbersOfTooManyDigitsKeepThem() throws IOException {
        Table table = read("""
                {"id": 7, "n": 9007199254740993, "v": [1, 9223372036854776000]}
                {"id": 1500000000000000037, "v": [2, 4]}
                {"id": 1.5, "n": -3, "v": [3, 4]}
                {"id": 123456789012345678901234567890, "n": null, "v": [3, 4]}
                """);
        assertThat(((Column.Numerals) table.columns().getFirst()).values())
                .containsExactly("7", "1500000000000000037", "1.5", "123456789012345678901234567890");
        assertThat(((Column.Numerals) table.columns().get(1)).values()).containsExactly("9007199254740993", null, "-3", null);
        assertThat(((Column.Vectors) table.columns().getLast()).values()).startsWith(1, 0x1p63);
        assertThatThrownBy(() -> read("{\"v\": [1, 9007199254740993]}")).isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("line 1, key 'v' has an array with 9007199254740993 in it, which has more digits than a double.");
    }

    @Test
    void arraysAreRows() throws IOException {
        for (String text : List.of("[0.1, 0.2]\n[3, 4]\n[-5, 6e1]\n", "[[0.1, 0.2],\n [3, 4], [-5, 6e1]]")) {
            assertThat(new JsonLines().recognizes("x.jsonl", text.getBytes(StandardCharsets.UTF_8))).isTrue();
            assertThat(((Column.Vectors) read(text).columns().getFirst()).values()).containsExactly(0.1, 0.2, 3, 4, -5, 60);
        }
        assertThat(new JsonLines().recognizes("x.csv", "[0.1, 0.2]\n".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThatThrownBy(() -> read("[\"a\", 1, 2]")).hasMessageContaining("line 1, key 'vector' has an array with 'a' in it");
    }

    @Test
    void pythonsNaNIsAGap() throws IOException {
        Table table = read("{\"x\": 1, \"v\": [NaN, 2]}\n{\"x\": NaN, \"v\": [3, 4]}");
        assertThat(((Column.Numbers) table.columns().getFirst()).values()).containsExactly(1, Double.NaN);
        assertThat(((Column.Vectors) table.columns().getLast()).values()).containsExactly(Double.NaN, 2, 3, 4);
    }

    @Test
    void oneObjectIsNoTable() {
        assertThatThrownBy(() -> read("{\"x\": {\"0\": 1, \"1\": 2}, \"y\": {\"0\": 3, \"1\": 4}}")).isInstanceOf(UnreadableException.class)
                .hasMessage("the file is one object of columns, which makes one row. Write one JSON object a line, as pandas does by "
                        + "to_json(path, orient='records', lines=True).");
    }
}
