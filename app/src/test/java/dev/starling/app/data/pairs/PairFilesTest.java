package dev.starling.app.data.pairs;

import dev.starling.app.data.bytes.Readers;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.points.CoordinatesFile;
import dev.starling.app.data.points.PointValues;
import dev.starling.app.data.points.RowIds;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.matrix.DenseMatrix;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

/// Coordinates, matrices and values of points.
class PairFilesTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("n.csv"), text);
    }

    /// Matrices and lists of pairs are large files: how far they are read is told all the way.
    @Test
    void howFarAFileIsReadIsTold() throws IOException {
        int n = 800;
        StringBuilder matrix = new StringBuilder();
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix.append(j == 0 ? "" : ",").append(Math.abs(i - j) * 1.25);
                pairs.append(i == j ? "" : i + "," + j + "," + Math.abs(i - j) * 1.25 + "\n");
            }
            matrix.append('\n');
        }
        List<Double> ofMatrix = new ArrayList<>();
        SquareMatrix.read(file(matrix.toString()), "distance", Notation.NONE, ofMatrix::add);
        List<Double> ofPairs = new ArrayList<>();
        PairFile.read(file(pairs.toString()).toString(), n, Readers.none(), Notation.NONE, _ -> {}, ofPairs::add);
        for (List<Double> told : List.of(ofMatrix, ofPairs)) {
            assertThat(told).hasSizeGreaterThan(2).isSorted().allMatch(share -> share <= 1).last().matches(share -> share > 0.5);
        }
    }

    private static AbstractStringAssert<?> refusal(ThrowingCallable reading) {
        Fault fault = catchThrowableOfType(Fault.class, reading);
        assertThat(fault).as("a refusal").isNotNull();
        assertThat(fault.exit()).isEqualTo(Exit.DATA);
        return assertThat(fault.getMessage()).contains("n.csv").doesNotContain("\n");
    }

    @Test
    void coordinatesByNameOrAlone() throws IOException {
        CoordinatesFile ours = CoordinatesFile.read(file("id,x,y,kind\na,1,2,u\nb,3,4,v\n"), RowIds.numbered(2), Notation.NONE);
        assertThat(ours.dimensions()).isEqualTo(2);
        assertThat(ours.values()).containsExactly(1, 3, 2, 4);
        assertThat(CoordinatesFile.read(file("id,x,kind\na,1,u\nb,3,v\n"), RowIds.numbered(2), Notation.NONE).values()).containsExactly(1, 3);
        assertThat(CoordinatesFile.read(file("id,x,y,z\na,1,2,3\n"), RowIds.numbered(1), Notation.NONE).values()).containsExactly(1, 2, 3);
        assertThat(CoordinatesFile.read(file("id,y1,y2,y3,y4,x\na,1,2,3,4,9\n"), RowIds.numbered(1), Notation.NONE).values()).containsExactly(1, 2, 3, 4);
        assertThat(CoordinatesFile.read(file("1\t2\n3\t4\n5\t-0.5\n"), RowIds.numbered(3), Notation.NONE).values()).containsExactly(1, 3, 5, 2, 4, -0.5);
    }

    @Test
    void coordinatesOfOtherPoints() throws IOException {
        refusal(() -> CoordinatesFile.read(file("1,2\n3,4\n"), RowIds.numbered(3), Notation.NONE)).contains("2 rows", "3 points");
        refusal(() -> CoordinatesFile.read(file("1,2\n3,4\n"), RowIds.numbered(1), Notation.NONE)).contains("2 rows", "1 point.");
        refusal(() -> CoordinatesFile.read(file("id,x,y\n"), RowIds.numbered(2), Notation.NONE)).contains("0 rows", "2 points");
        refusal(() -> CoordinatesFile.read(file(""), RowIds.numbered(2), Notation.NONE)).contains("no coordinates", "2 rows");
        refusal(() -> CoordinatesFile.read(file("1,2\n3\n"), RowIds.numbered(2), Notation.NONE)).contains("n.csv:2", "1 field", "2");
        refusal(() -> CoordinatesFile.read(file("id,u,v\na,1,2\n"), RowIds.numbered(1), Notation.NONE)).contains("id, u, v", "x, y, z");
        refusal(() -> CoordinatesFile.read(file("x,y\n1,NaN\n3,4\n"), RowIds.numbered(2), Notation.NONE)).contains("n.csv:2:2", "\"NaN\"");
        refusal(() -> CoordinatesFile.read(file("1,2\ninf,4\n"), RowIds.numbered(2), Notation.NONE)).contains("n.csv:2:1", "\"inf\" is not finite");
    }

    @Test
    void matricesAndTheirSymmetry() throws IOException {
        DenseMatrix p = SquareMatrix.read(file("0,0.5,0.1\n0.2,0,0.3\n0.1,0.3,0\n"), "probability", Notation.NONE).matrix();
        assertThat(p.n()).isEqualTo(3);
        assertThat(p.stride()).isEqualTo(8);
        assertThat(p.get(0, 1)).isEqualTo(0.5);
        assertThat(p.get(1, 0)).isEqualTo(0.2);
        assertThat(p.symmetric()).isFalse();
        DenseMatrix r = SquareMatrix.read(file("0;1.5;2\n1.5;0;-0\n2;0;0\n"), "distance", Notation.NONE).matrix();
        assertThat(r.symmetric()).isTrue();
        assertThat(Double.doubleToRawLongBits(r.get(1, 2))).isZero();
    }

    /// Programs leave the last digits of their arithmetic: ±1e-16 on the diagonal, and two values for one pair in single precision.
    @Test
    void roundingIsNoFault() throws IOException {
        SquareMatrix rounded = SquareMatrix.read(file("1e-16,1\n1.0000001,-2e-16\n"), "distance", Notation.NONE);
        assertThat(rounded.matrix().symmetric()).isTrue();
        assertThat(rounded.matrix().get(0, 0)).isZero();
        assertThat(rounded.matrix().get(1, 1)).isZero();
        assertThat(rounded.matrix().get(1, 0)).isEqualTo(rounded.matrix().get(0, 1)).isCloseTo(1.00000005, within(1e-12));
        assertThat(rounded.note()).contains("rounding", "1e-07 of the largest distance");
        assertThat(SquareMatrix.read(file("0,1\n1,0\n"), "distance", Notation.NONE).note()).isEmpty();
        refusal(() -> SquareMatrix.read(file("0,1\n1.00001,0\n"), "distance", Notation.NONE)).contains("(2, 1) is 1.00001");
        refusal(() -> SquareMatrix.read(file("0,1e-9\n1e-9,1e-10\n"), "distance", Notation.NONE)).contains("(2, 2)", "must be 0");
    }

    @Test
    void namesOfPoints() throws IOException {
        for (String text : List.of(
                ",a,b,c\na,0,1,2\nb,1,0,3\nc,2,3,0\n", "a,b,c\n0,1,2\n1,0,3\n2,3,0\n", "a,0,1,2\nb,1,0,3\nc,2,3,0\n",
                "\"a\" \"b\" \"c\"\n\"a\" 0 1 2\n\"b\" 1 0 3\n\"c\" 2 3 0\n", "name\ta\tb\tc\na\t0\t1\t2\nb\t1\t0\t3\nc\t2\t3\t0\n")) {
            SquareMatrix read = SquareMatrix.read(file(text), "distance", Notation.NONE);
            assertThat(read.names()).as(text).containsExactly("a", "b", "c");
            assertThat(read.matrix().get(1, 2)).as(text).isEqualTo(3);
        }
        for (String text : List.of(",0,1,2\n0,0,1,2\n1,1,0,3\n2,2,3,0\n", "0,1,2\n0,1,2\n1,0,3\n2,3,0\n", "id,0,1,2\n0,0,1,2\n1,1,0,3\n2,2,3,0\n")) {
            SquareMatrix read = SquareMatrix.read(file(text), "distance", Notation.NONE);
            assertThat(read.names()).as(text).containsExactly("0", "1", "2");
            assertThat(read.matrix().get(1, 2)).as(text).isEqualTo(3);
        }
        assertThat(SquareMatrix.read(file("0,1,2\n1,0,1\n2,1,0\n"), "distance", Notation.NONE).names()).isNull();
        refusal(() -> SquareMatrix.read(file(",a,b\nb,0,1\na,1,0\n"), "distance", Notation.NONE)).contains("row 1 is called \"b\"", "\"a\"");
    }

    /// Half a matrix of distances says all of it.
    @Test
    void halvesOfDistancesAreRead() throws IOException {
        for (String text : List.of(
                "0,1,2\n,0,3\n,,0\n", "0,1,2\nNA,0,3\nNA,NA,0\n", ",a,b,c\na,0,1,2\nb,,0,3\nc,,,0\n", "0,1,2\n0,0,3\n0,0,0\n", ",1,2\n,,3\n,,\n",
                ",101,102,103\n101,0,1,2\n102,,0,3\n103,,,0\n")) {
            isOneTwoThree(text, "an upper triangle");
        }
        for (String text : List.of(
                "0\n1,0\n2,3,0\n", "a\nb,1\nc,2,3\n", "0,,\n1,0,\n2,3,0\n", "0,NA,NA\n1,0,NA\n2,3,0\n", "0,0,0\n1,0,0\n2,3,0\n",
                ",,\n1,,\n2,3,\n", ",a,b,c\na,0,,\nb,1,0,\nc,2,3,0\n", ",a,b,c\na,,,\nb,1,,\nc,2,3,\n", "a,0,,\nb,1,0,\nc,2,3,0\n", "a,0\nb,1,0\nc,2,3,0\n",
                ",a,b,c\na,0\nb,1,0\nc,2,3,0\n", "a,b,c\n0\n1,0\n2,3,0\n", ",7,8,9\n7,0,,\n8,1,0,\n9,2,3,0\n", ",7,8,9\n7,0\n8,1,0\n9,2,3,0\n")) {
            isOneTwoThree(text, "a lower triangle");
        }
        refusal(() -> SquareMatrix.read(file("0,1,2\n,0,3\n2,3,0\n"), "distance", Notation.NONE)).contains("n.csv:2:1", "missing");
        refusal(() -> SquareMatrix.read(file("0,,2\n1,0,\n2,,0\n"), "distance", Notation.NONE)).contains("n.csv:1:2", "missing");
        refusal(() -> SquareMatrix.read(file("a,0\nb,1,0\nc,2,-3,0\n"), "distance", Notation.NONE)).contains("n.csv:3:3", "(2, 3)", "-3.0");
        refusal(() -> SquareMatrix.read(file("0,1,\n1,0\n2,3,0\n"), "distance", Notation.NONE)).contains("n.csv:2", "2 fields");
    }

    private void isOneTwoThree(String text, String half) throws IOException {
        SquareMatrix read = SquareMatrix.read(file(text), "distance", Notation.NONE);
        assertThat(read.matrix().n()).as(text).isEqualTo(3);
        assertThat(read.matrix().symmetric()).as(text).isTrue();
        assertThat(List.of(read.matrix().get(1, 0), read.matrix().get(0, 2), read.matrix().get(2, 1))).as(text).containsExactly(1.0, 2.0, 3.0);
        assertThat(read.note()).as(text).contains("read as " + half + ", whose other half is the same");
        assertThat(read.names() == null ? List.of() : read.names()).as(text).isIn(List.of(), List.of("a", "b", "c"), List.of("7", "8", "9"), List.of("101", "102", "103"));
    }

    /// As R prints distances: the first point has no row, the last no column.
    @Test
    void distancesAsRPrintsThem() throws IOException {
        SquareMatrix read = SquareMatrix.read(file("    a   b   c\nb 1.5        \nc 2.5 3.5    \nd 4.5 5.5 6.5\n"), "distance", Notation.NONE);
        assertThat(read.names()).containsExactly("a", "b", "c", "d");
        assertThat(read.matrix().get(3, 2)).isEqualTo(6.5);
        assertThat(read.matrix().get(0, 1)).isEqualTo(1.5);
        assertThat(SquareMatrix.read(file("1\n2 3\n4 5 6\n"), "distance", Notation.NONE).matrix().get(3, 2)).isEqualTo(6);
        assertThat(SquareMatrix.read(file("    1   2   3\n2 1.5        \n3 2.5 3.5    \n4 4.5 5.5 6.5\n"), "distance", Notation.NONE).names())
                .containsExactly("1", "2", "3", "4");
    }

    /// A joint probability has two directions that may differ, so that half of them is not all.
    @Test
    void halvesOfProbabilitiesAreNot() throws IOException {
        refusal(() -> SquareMatrix.read(file("0,,\n1,0,\n2,3,0\n"), "probability", Notation.NONE)).contains("is a lower triangle", "all n × n");
        refusal(() -> SquareMatrix.read(file("0,1,2\n,0,3\n,,0\n"), "probability", Notation.NONE)).contains("is an upper triangle", "all n × n");
    }

    /// Numbers are names where the zeros of the diagonal stand below or behind them.
    @Test
    void numbersMayNamePoints() throws IOException {
        for (String text : List.of(
                ",101,105,102\n101,0,1,2\n105,1,0,3\n102,2,3,0\n", "id,101,105,102\n101,0,1,2\n105,1,0,3\n102,2,3,0\n", "101,105,102\n0,1,2\n1,0,3\n2,3,0\n",
                "101,0,1,2\n105,1,0,3\n102,2,3,0\n", "101,105,102\n101,0,1,2\n105,1,0,3\n102,2,3,0\n", ",101,105,102\n101,,1.5,2\n105,1.5,,3\n102,2,3,\n")) {
            SquareMatrix read = SquareMatrix.read(file(text), "distance", Notation.NONE);
            assertThat(read.names()).as(text).containsExactly("101", "105", "102");
            assertThat(read.matrix().get(1, 2)).as(text).isEqualTo(3);
            assertThat(read.note()).as(text).contains("name the points: 101, 105, 102");
        }
        SquareMatrix plain = SquareMatrix.read(file(",1,3\n1,,4\n3,4,\n"), "distance", Notation.NONE);
        assertThat(plain.matrix().n()).as("distances without their zeros").isEqualTo(3);
        assertThat(plain.note()).contains("the diagonal is missing and taken for 0");
        refusal(() -> SquareMatrix.read(file(",101,102\n101,0,1\n109,1,0\n"), "distance", Notation.NONE)).contains("row 2 is called \"109\"", "\"102\"");
        refusal(() -> SquareMatrix.read(file(",101,102\n101,0,1.5\n102,1.5,2\n"), "distance", Notation.NONE)).contains("n.csv:3:3", "(2, 2)", "2.0");
    }

    @Test
    void matricesOfATableInItsOrder() throws IOException {
        SquareMatrix read = SquareMatrix.read(file(",a,b,c\na,0,1,2\nb,1,0,3\nc,2,3,0\n"), "distance", Notation.NONE);
        assertThat(read.of(new RowIds("id", List.of("c", "a")), "n.csv").matrix().get(0, 1)).isEqualTo(2);
        refusal(() -> read.of(new RowIds("id", List.of("c", "d", "b")), "n.csv")).contains("no row with the id \"d\"");
    }

    @Test
    void matricesThatAreNone() throws IOException {
        refusal(() -> SquareMatrix.read(file(""), "distance", Notation.NONE)).contains("no matrix");
        refusal(() -> SquareMatrix.read(file("0,1,2\n1,0,3\n"), "distance", Notation.NONE)).contains("not square", "2 rows of 3");
        refusal(() -> SquareMatrix.read(file("0,1\n1,0\n1,2\n"), "distance", Notation.NONE)).contains("not square", "3 rows of 2");
        refusal(() -> SquareMatrix.read(file("0,1\n1,0,3\n"), "distance", Notation.NONE)).contains("n.csv:2", "3 fields");
        refusal(() -> SquareMatrix.read(file("0,nan\n1,0\n"), "probability", Notation.NONE)).contains("n.csv:1:2", "\"nan\"");
        refusal(() -> SquareMatrix.read(file("0,1\ninf,0\n"), "probability", Notation.NONE)).contains("n.csv:2:1", "not finite");
        refusal(() -> SquareMatrix.read(file("0,1\n-0.25,0\n"), "probability", Notation.NONE)).contains("n.csv:2:1", "(2, 1)", "-0.25", "negative");
        refusal(() -> SquareMatrix.read(file("0,1\n1,0.5\n"), "distance", Notation.NONE)).contains("n.csv:2:2", "(2, 2)", "0.5", "must be 0");
        refusal(() -> SquareMatrix.read(file("0,1,2\n1,0,3\n2,4,0\n"), "distance", Notation.NONE)).contains("(3, 2) is 4.0", "(2, 3) is 3.0");
    }

    @Test
    void oneValueAPoint() throws IOException {
        assertThat(PointValues.read(file("1\n2.5\n-3\n"), 3, Notation.NONE)).containsExactly(1, 2.5, -3);
        refusal(() -> PointValues.read(file("1\n2\n"), 3, Notation.NONE)).contains("2 numbers", "3 points");
        refusal(() -> PointValues.read(file("1\n2\n3\n4\n"), 3, Notation.NONE)).contains("4 numbers", "3 points");
        refusal(() -> PointValues.read(file("1\nx\n3\n"), 3, Notation.NONE)).contains("n.csv:2:1", "\"x\" is not a number");
        refusal(() -> PointValues.read(file("1,2\n3,4\n"), 2, Notation.NONE)).contains("n.csv:1", "2 fields");
    }
}
