package dev.starling.app.data;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.text.Dialect;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/// What is written as a table is read as the same numbers, bit for bit.
@Tag("laws")
class ReadBackLaws {
    private record Dialect(
            String delimiter, String lineEnd, boolean header, boolean quoted, boolean marked, boolean lastLineEnds, boolean compressed) {
        byte[] write(double[][] rows) throws IOException {
            StringBuilder text = new StringBuilder(marked ? "\uFEFF" : "");
            if (header) {
                for (int j = 0; j < rows[0].length; j++) {
                    text.append(j == 0 ? "" : delimiter).append(quoted ? "\"c" + j + '"' : "c" + j);
                }
                text.append(lineEnd);
            }
            text.append(Arrays.stream(rows)
                    .map(row -> Arrays.stream(row)
                            .mapToObj(value -> quoted ? "\"" + value + '"' : String.valueOf(value))
                            .collect(Collectors.joining(delimiter)))
                    .collect(Collectors.joining(lineEnd)));
            text.append(lastLineEnds ? lineEnd : "");
            return compressed ? RefusedTablesTest.gzip(text.toString()) : text.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    @Property(seed = "1", tries = 500)
    void anyTableReadsBackToTheSameBits(@ForAll("tables") double[][] rows, @ForAll("dialects") Dialect dialect) throws IOException {
        DataSet set = Table.of(dialect.write(rows)).read();
        assertThat(set.rows()).isEqualTo(rows.length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[0].length; j++) {
                assertThat(Double.doubleToRawLongBits(set.points().get(i, j))).isEqualTo(Double.doubleToRawLongBits(rows[i][j]));
            }
        }
    }

    @Property(seed = "1")
    void aNumberIsReadAsJavaReadsIt(@ForAll("numbers") String text) {
        assertThat(Double.doubleToRawLongBits(Cell.parse(text))).as(text).isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    @Property(seed = "1")
    void whatIsNoNumberIsNone(@ForAll String text) {
        if (!text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            assertThat(Cell.parse(text)).isNaN();
        }
    }

    @Provide
    Arbitrary<double[][]> tables() {
        Arbitrary<Double> bits = Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
        Arbitrary<Double> value = Arbitraries.oneOf(
                bits,
                Arbitraries.doubles().between(-1e3, 1e3),
                Arbitraries.integers().map(Integer::doubleValue),
                Arbitraries.integers().between(-99_999, 99_999).map(k -> k / 1e3),
                Arbitraries.of(
                        0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 0x1p53, 0x1p53 + 2, 0.1, 1e22, 1e23,
                        9.007199254740993E15));
        return Arbitraries.integers().between(1, 6).flatMap(columns ->
                value.array(double[].class).ofSize(columns).array(double[][].class).ofMinSize(3).ofMaxSize(12));
    }

    @Provide
    Arbitrary<Dialect> dialects() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        return Combinators.combine(
                        Arbitraries.of(",", "\t", ";", "|"), Arbitraries.of("\n", "\r\n", "\r"), either, either, either, either, either)
                .as(Dialect::new);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        Arbitrary<String> sign = Arbitraries.of("", "-", "+");
        Arbitrary<String> fraction = Arbitraries.oneOf(Arbitraries.of("", "."), digits.map(d -> "." + d));
        Arbitrary<String> exponent = Arbitraries.oneOf(Arbitraries.just(""), Arbitraries.integers().between(-330, 300).map(e -> "e" + e));
        return Combinators.combine(sign, digits, fraction, exponent).as((s, d, f, e) -> s + d + f + e);
    }
}
