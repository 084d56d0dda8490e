package dev.starling.plugins.readers.parquet;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What two other programs wrote is read as it was; what is damaged is refused.
class ParquetTest {
    private static final Reader READER = new Parquet();

    private record Given(Path path, Optional<String> part) implements DataFile {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }

        @Override
        public OptionalLong size() throws IOException {
            return OptionalLong.of(Files.size(path));
        }
    }

    /// A file that was packed as a whole.
    private record Unpacked(Path path, byte[] content) implements DataFile {
        @Override
        public Optional<String> part() {
            return Optional.empty();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }
    }

    private static Path sample(String name) {
        return Path.of(URI.create(String.valueOf(ParquetTest.class.getResource("/samples/" + name))));
    }

    private static Table read(String name) throws IOException {
        return READER.read(new Given(sample(name), Optional.empty()));
    }

    private static Column column(Table table, String name) {
        return table.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }

    private static double[] numbers(Table table, String name) {
        return ((Column.Numbers) column(table, name)).values();
    }

    private static String[] texts(Table table, String name) {
        return ((Column.Texts) column(table, name)).values();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed.parquet", "snappy.parquet", "gzip.parquet"})
    void columnsOfNumbersAndTextsAreRead(String file) throws IOException {
        Table table = read(file);
        assertThat(table.columns().stream().map(Column::name)).containsExactly("a", "b", "c", "d", "species");
        assertThat(numbers(table, "a")).hasSize(150).startsWith(5.1, 4.9, 4.7).endsWith(6.2, 5.9);
        assertThat(numbers(table, "d")).startsWith(0.2).endsWith(1.8);
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(numbers(table, name)).isEqualTo(numbers(read("uncompressed.parquet"), name));
        }
        assertThat(texts(table, "species")).startsWith("setosa", "setosa", "setosa", null, "setosa").endsWith("virginica");
    }

    @Test
    void whatIsPackedAsAWholeIsReadToo() throws IOException {
        Path file = sample("snappy.parquet");
        assertThat(numbers(READER.read(new Unpacked(file, Files.readAllBytes(file))), "a")).isEqualTo(numbers(read("snappy.parquet"), "a"));
    }

    @Test
    void aListIsAVectorAndWhatIsNullIsAGap() throws IOException {
        Table table = read("lists.parquet");
        Column.Vectors vectors = (Column.Vectors) column(table, "embedding");
        assertThat(vectors.width()).isEqualTo(4);
        assertThat(vectors.values()).startsWith(5.1f, 3.5f, 1.4f, 0.2f).endsWith(5.9f, 3.0f, 5.1f, 1.8f);
        assertThat(vectors.values()[5 * 4 + 2]).isNaN();
        assertThat(vectors.values()[5 * 4 + 3]).isEqualTo(0.4f);
        assertThat(Arrays.copyOfRange(vectors.values(), 70 * 4, 71 * 4)).containsOnly(Double.NaN);
        assertThat(vectors.values()[71 * 4]).isEqualTo(6.1f);
        assertThat(numbers(table, "size")).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, Double.NaN, 10);
        assertThat(texts(table, "id")).startsWith("r0", "r1").endsWith("r149");
    }

    @Test
    void aRepeatedFieldIsAVectorTimesAreTextsAndTruthsAreTexts() throws IOException {
        Table table = read("repeated.parquet");
        assertThat(((Column.Vectors) column(table, "vector")).values()).startsWith(5.1, 3.5, 1.4, 0.2).endsWith(5.9, 3.0, 5.1, 1.8).hasSize(600);
        assertThat(numbers(table, "count")).startsWith(0, 1, 2).endsWith(149);
        assertThat(texts(table, "good")).startsWith("true", "false", "false");
        assertThat(texts(table, "day")).startsWith("1970-01-01", "1970-01-02").endsWith("1970-05-30");
        assertThat(texts(table, "at")).startsWith("1970-01-01T00:00:00Z", "1970-01-01T00:00:01.500Z");
    }

    @Test
    void halvesAndDecimalsAreNumbersAndWholeNumbersOfTooManyDigitsKeepThem() throws IOException {
        assertThat(numbers(read("half.parquet"), "a")).startsWith(Float.float16ToFloat(Float.floatToFloat16(5.1f)));
        Table table = read("decimal.parquet");
        assertThat(numbers(table, "price")).startsWith(5.1, 4.9);
        assertThat(((Column.Numerals) column(table, "large")).values()).startsWith("0", "1", "2", "3", "4", "5", "6", "1152921504606846977", "8");
    }

    @Test
    void listsOfUnequalLengthAreRefusedWithTheirRow() {
        assertThatThrownBy(() -> read("unequal.parquet")).isInstanceOf(UnreadableException.class)
                .hasMessage("row 101, column 'embedding' has a list of 3 numbers, and those before have 4. Give lists of one length.");
    }

    @Test
    void aCompressionThatIsNotThereIsNamedWithItsJar() {
        assertThatThrownBy(() -> read("brotli.parquet")).isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("column 'a' is compressed by BROTLI, which takes the native code of brotli4j.jar")
                .hasMessageEndingWith("to_parquet(..., compression=\"snappy\").");
    }

    @Test
    void aPartIsRefused() {
        assertThatThrownBy(() -> READER.read(new Given(sample("snappy.parquet"), Optional.of("x")))).isInstanceOf(UnreadableException.class)
                .hasMessage("part 'x' is asked for, and a Parquet file is one table. Leave the part out.");
    }
}
