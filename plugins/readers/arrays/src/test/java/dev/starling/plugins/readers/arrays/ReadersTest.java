package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What NumPy and SciPy wrote is read as they would read it.
class ReadersTest {
    private static double[] iris() throws IOException {
        return vectors(Samples.read("f8.npy")).values();
    }

    private static double[] iris(DoubleUnaryOperator as) throws IOException {
        double[] values = iris().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = as.applyAsDouble(values[k]);
        }
        return values;
    }

    private static Column.Vectors vectors(Table table) {
        return (Column.Vectors) table.columns().getFirst();
    }

    @Test
    void doublesAreThoseOfTheTable() throws IOException {
        Column.Vectors read = vectors(Samples.read("f8.npy"));
        assertThat(read.rows()).isEqualTo(150);
        assertThat(read.width()).isEqualTo(4);
        assertThat(read.values()).startsWith(5.1, 3.5, 1.4, 0.2, 4.9, 3.0).endsWith(5.9, 3.0, 5.1, 1.8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8-big.npy", "f8-fortran.npy", "cube-fortran.npy", "v2.npy", "v3.npy", "plain.npz", "packed.npz"})
    void orderOfBytesOrderOfAxesVersionAndArchiveChangeNothing(String file) throws IOException {
        assertThat(vectors(Samples.read(file)).values()).isEqualTo(iris());
    }

    @Test
    void floatsAreWidened() throws IOException {
        assertThat(vectors(Samples.read("f4.npy")).values()).isEqualTo(iris(v -> (float) v));
        assertThat(vectors(Samples.read("x.fvecs")).values()).isEqualTo(iris(v -> (float) v));
        assertThat(vectors(Samples.read("f2.npy")).values()).isEqualTo(iris(v -> Float.float16ToFloat(Float.floatToFloat16((float) v))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i1.npy", "i2.npy", "i4.npy", "i8.npy", "u1.npy", "u2.npy", "u4.npy", "u8.npy", "x.ivecs", "pictures-idx3-ubyte"})
    void wholeNumbersOfEveryWidth(String file) throws IOException {
        assertThat(vectors(Samples.read(file)).values()).isEqualTo(iris(v -> Math.rint(v * 10)));
    }

    @Test
    void truthIsOne() throws IOException {
        assertThat(vectors(Samples.read("b1.npy")).values()).isEqualTo(iris(v -> v > 2 ? 1 : 0));
    }

    @Test
    void oneAxisIsAColumn() throws IOException {
        assertThat(((Column.Numbers) Samples.read("one-axis.npy").columns().getFirst()).values()).startsWith(5.1, 4.9).hasSize(150);
        assertThat(((Column.Numbers) Samples.read("labels-idx1-ubyte").columns().getFirst()).values()).startsWith(0, 1, 2).hasSize(150);
    }

    @ParameterizedTest
    @CsvSource({"unicode.npy, 0", "bytes.npy, 0", "plain.npz, 1", "packed.npz, 1"})
    void textsAreTexts(String file, int column) throws IOException {
        Column.Texts texts = (Column.Texts) Samples.read(file).columns().get(column);
        assertThat(texts.values()).hasSize(150).startsWith("0", "0").endsWith("2");
    }

    @Test
    void aMemberIsNamedBehindTheColon() throws IOException {
        Table more = Samples.read(Samples.file("unequal.npz"), Optional.of("more"));
        assertThat(more.rows()).isEqualTo(7);
        assertThatThrownBy(() -> Samples.read("unequal.npz"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("the archive has arrays of different numbers of rows: x (150 × 4), more (7 × 4). "
                        + "Name the one that is meant behind a colon, as in FILE.npz:x.");
        assertThatThrownBy(() -> Samples.read(Samples.file("unequal.npz"), Optional.of("z")))
                .hasMessage("part 'z' is not in the archive. It has x, more.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csr.npz", "csc.npz", "coo.npz", "packed-csr.npz", "real.mtx", "10x/matrix.mtx.gz"})
    void sparseMatricesStaySparse(String file) throws IOException {
        Column.SparseVectors read = (Column.SparseVectors) Samples.read(file).columns().getLast();
        assertThat(read.values()).hasSize(316);
        assertThat(read.toDense().values()).isEqualTo(iris(v -> v > 3 ? Math.rint(v) : 0));
    }

    /// Of a matrix in blocks or diagonals, what is stored are arrays of other sizes.
    @ParameterizedTest
    @ValueSource(strings = {"bsr", "dia"})
    void blocksAndDiagonalsAreNamed(String kind) {
        assertThatThrownBy(() -> Samples.read(kind + ".npz")).isInstanceOf(UnreadableException.class)
                .hasMessage("the sparse matrix is stored as '" + kind + "', and csr, csc and coo are read. Save it by save_npz(path, x.tocsr()).");
    }

    @Test
    void cellsAreTheRowsOfWhat10xWrites() throws IOException {
        Table table = Samples.read("10x/matrix.mtx.gz");
        assertThat(((Column.Texts) table.columns().getFirst()).values()).startsWith("CELL0-1").endsWith("CELL149-1");
        assertThat(((Column.SparseVectors) table.columns().getLast()).elements()).isEqualTo(List.of("GeneA", "GeneB", "GeneA-1", "GeneC"));
    }

    @Test
    void theOtherHalfOfASymmetricMatrixIsFilledIn() throws IOException {
        Column.SparseVectors read = (Column.SparseVectors) Samples.read("symmetric.mtx").columns().getFirst();
        assertThat(read.toDense().values()).containsExactly(0, 2.5, 0, 2.5, 1, 0, 0, 0, 3);
    }

    @Test
    void whatIsNotReadIsNamed() {
        assertThatThrownBy(() -> Samples.read("object.npy")).isInstanceOf(UnreadableException.class)
                .hasMessage("byte 128 ends a header of type '|O', which is not read. It holds Python objects, which only Python can read: "
                        + "save numbers, with allow_pickle=False.");
        assertThatThrownBy(() -> Samples.read("complex.npy")).isInstanceOf(UnreadableException.class)
                .hasMessage("byte 128 ends a header of type '<c16', which is not read. It holds complex numbers: save their real and imaginary parts.");
    }

    @Test
    void twoEntriesForOnePlaceAreRefused() {
        assertThatThrownBy(() -> Column.SparseVectors.ofEntries("m", List.of(), 2, 2, new int[] {0, 0}, new int[] {1, 1}, new double[] {1, 2}))
                .hasMessage("row 0 has index 1 twice");
        assertThatThrownBy(() -> new Column.SparseVectors("m", List.of(), 3, new int[] {0, 2}, new int[] {2, 1}, new double[] {1, 2}))
                .hasMessage("row 0 has index 1 after 2, and indices of a row must rise");
        assertThatThrownBy(() -> new Column.SparseVectors("m", List.of(), 3, new int[] {0, 2}, new int[] {1, 3}, new double[] {1, 2}))
                .hasMessage("row 0 has index 3, which is not between 0 and 2");
    }

    @Test
    void aMatrixThatIsNotSquareIsNotSymmetric(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("m.mtx");
        Files.writeString(file, "%%MatrixMarket matrix coordinate real symmetric\n60 4 2\n1 1 2\n2 1 3\n");
        assertThatThrownBy(() -> Samples.read(file, Optional.empty())).isInstanceOf(UnreadableException.class)
                .hasMessage("line 2 has 60 rows and 4 columns, but the first line says that the matrix is symmetric. Write it as general.");
    }

    @Test
    void wholeNumbersOfAMatrixThatNoDoubleHoldsAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("m.mtx");
        Files.writeString(file, "%%MatrixMarket matrix coordinate integer general\n3 2 2\n1 1 9007199254740992\n2 2 9007199254740993\n");
        assertThatThrownBy(() -> Samples.read(file, Optional.empty())).isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("line 4 has a whole number, 9007199254740993, that has more digits than the 53 bits of a double");
    }

    /// Hashed words are spread over a million columns, however few rows there are.
    @Test
    void aMatrixHasNoMoreRowsOrColumnsThanItsValuesAccountFor() {
        assertThat(one(1, 1 << 20).width()).isEqualTo(1 << 20);
        assertThatThrownBy(() -> one(1, 999_999_999)).hasMessage("it claims 999999999 columns, but has 1 values only");
        assertThatThrownBy(() -> one(999_999_999, 1)).hasMessage("it claims 999999999 rows, but has 1 values only");
    }

    private static Column.SparseVectors one(int rows, int width) {
        return Column.SparseVectors.ofEntries("m", List.of(), rows, width, new int[1], new int[1], new double[] {1});
    }

    @ParameterizedTest
    @ValueSource(strings = {"GSM1_matrix|GSM1_", "matrix|", "GSM1|GSM1_", "GSM1|GSM1.", "GSM1_matrix|"})
    void companionsMayBeginAsTheMatrixDoes(String names, @TempDir Path folder) throws IOException {
        String matrix = names.substring(0, names.indexOf('|')) + ".mtx.gz";
        String begin = names.substring(names.indexOf('|') + 1);
        Files.copy(Samples.file("10x/matrix.mtx.gz"), folder.resolve(matrix));
        Files.copy(Samples.file("10x/barcodes.tsv.gz"), folder.resolve(begin + "barcodes.tsv.gz"));
        Path features = folder.resolve(begin + "features.tsv.gz");
        if (!begin.isEmpty() || matrix.startsWith("matrix")) {
            assertThatThrownBy(() -> Samples.read(folder.resolve(matrix), Optional.empty())).isInstanceOf(UnreadableException.class)
                    .hasMessageStartingWith("beside the matrix lies " + begin + "barcodes.tsv.gz and no " + begin + "features.tsv, packed or not.");
        }
        Files.copy(Samples.file("10x/features.tsv.gz"), features);
        Column.Texts barcodes = (Column.Texts) Samples.read(folder.resolve(matrix), Optional.empty()).columns().getFirst();
        assertThat(barcodes.values()).isEqualTo(((Column.Texts) Samples.read("10x/matrix.mtx.gz").columns().getFirst()).values());
    }
}
