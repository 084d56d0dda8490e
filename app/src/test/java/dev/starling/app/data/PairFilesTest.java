package dev.starling.app.data;

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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Coordinates, matrices and values of points.
class PairFilesTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("n.csv"), text);
    }

    private static AbstractStringAssert<?> refusal(ThrowingCallable reading) {
        Fault fault = catchThrowableOfType(Fault.class, reading);
        assertThat(fault).as("a refusal").isNotNull();
        assertThat(fault.exit()).isEqualTo(Exit.DATA);
        return assertThat(fault.getMessage()).contains("n.csv").doesNotContain("\n");
    }

    @Test
    void coordinatesByNameOrAlone() throws IOException {
        CoordinatesFile ours = CoordinatesFile.read(file("id,x,y,kind\na,1,2,u\nb,3,4,v\n"), 2);
        assertThat(ours.dimensions()).isEqualTo(2);
        assertThat(ours.values()).containsExactly(1, 3, 2, 4);
        assertThat(CoordinatesFile.read(file("id,x,kind\na,1,u\nb,3,v\n"), 2).values()).containsExactly(1, 3);
        assertThat(CoordinatesFile.read(file("id,x,y,z\na,1,2,3\n"), 1).values()).containsExactly(1, 2, 3);
        assertThat(CoordinatesFile.read(file("id,y1,y2,y3,y4,x\na,1,2,3,4,9\n"), 1).values()).containsExactly(1, 2, 3, 4);
        assertThat(CoordinatesFile.read(file("1\t2\n3\t4\n5\t-0.5\n"), 3).values()).containsExactly(1, 3, 5, 2, 4, -0.5);
    }

    @Test
    void coordinatesOfOtherPoints() throws IOException {
        refusal(() -> CoordinatesFile.read(file("1,2\n3,4\n"), 3)).contains("2 rows", "3 points");
        refusal(() -> CoordinatesFile.read(file("1,2\n3,4\n"), 1)).contains("2 rows", "1 points");
        refusal(() -> CoordinatesFile.read(file("id,x,y\n"), 2)).contains("0 rows", "2 points");
        refusal(() -> CoordinatesFile.read(file(""), 2)).contains("no coordinates", "2 rows");
        refusal(() -> CoordinatesFile.read(file("1,2\n3\n"), 2)).contains("n.csv:2", "1 field", "2");
        refusal(() -> CoordinatesFile.read(file("id,u,v\na,1,2\n"), 1)).contains("id, u, v", "x, y, z");
        refusal(() -> CoordinatesFile.read(file("x,y\n1,NaN\n3,4\n"), 2)).contains("n.csv:2:2", "\"NaN\"");
        refusal(() -> CoordinatesFile.read(file("1,2\ninf,4\n"), 2)).contains("n.csv:2:1", "\"inf\" is not finite");
    }

    @Test
    void matricesAndTheirSymmetry() throws IOException {
        DenseMatrix p = SquareMatrix.read(file("0,0.5,0.1\n0.2,0,0.3\n0.1,0.3,0\n"), "probability");
        assertThat(p.n()).isEqualTo(3);
        assertThat(p.stride()).isEqualTo(8);
        assertThat(p.get(0, 1)).isEqualTo(0.5);
        assertThat(p.get(1, 0)).isEqualTo(0.2);
        assertThat(p.symmetric()).isFalse();
        DenseMatrix r = SquareMatrix.read(file("0;1.5;2\n1.5;0;-0\n2;0;0\n"), "distance");
        assertThat(r.symmetric()).isTrue();
        assertThat(Double.doubleToRawLongBits(r.get(1, 2))).isZero();
        DenseMatrix almost = SquareMatrix.read(file("0,1\n1.0000000000000002,0\n"), "distance");
        assertThat(almost.symmetric()).isFalse();
        assertThat(almost.get(1, 0)).isEqualTo(1.0000000000000002);
    }

    @Test
    void matricesThatAreNone() throws IOException {
        refusal(() -> SquareMatrix.read(file(""), "distance")).contains("no matrix");
        refusal(() -> SquareMatrix.read(file("0,1,2\n1,0,3\n"), "distance")).contains("not square", "2 rows of 3");
        refusal(() -> SquareMatrix.read(file("0,1\n1,0\n1,2\n"), "distance")).contains("not square", "3 rows of 2");
        refusal(() -> SquareMatrix.read(file("0,1\n1,0,3\n"), "distance")).contains("n.csv:2", "3 fields");
        refusal(() -> SquareMatrix.read(file("a,b\n0,1\n1,0\n"), "distance")).contains("n.csv:1:1", "\"a\" is not a number");
        refusal(() -> SquareMatrix.read(file("0,nan\n1,0\n"), "probability")).contains("n.csv:1:2", "\"nan\"");
        refusal(() -> SquareMatrix.read(file("0,1\ninf,0\n"), "probability")).contains("n.csv:2:1", "not finite");
        refusal(() -> SquareMatrix.read(file("0,1\n-0.25,0\n"), "probability")).contains("n.csv:2:1", "(2, 1)", "-0.25", "negative");
        refusal(() -> SquareMatrix.read(file("0,1\n1,0.5\n"), "distance")).contains("n.csv:2:2", "(2, 2)", "0.5", "must be 0");
        refusal(() -> SquareMatrix.read(file("0,1,2\n1,0,3\n2,4,0\n"), "distance")).contains("(3, 2) is 4.0", "(2, 3) is 3.0");
    }

    @Test
    void oneValueAPoint() throws IOException {
        assertThat(PointValues.read(file("1\n2.5\n-3\n"), 3)).containsExactly(1, 2.5, -3);
        refusal(() -> PointValues.read(file("1\n2\n"), 3)).contains("2 numbers", "3 points");
        refusal(() -> PointValues.read(file("1\n2\n3\n4\n"), 3)).contains("4 numbers", "3 points");
        refusal(() -> PointValues.read(file("1\nx\n3\n"), 3)).contains("n.csv:2:1", "\"x\" is not a number");
        refusal(() -> PointValues.read(file("1,2\n3,4\n"), 2)).contains("n.csv:1", "2 fields");
    }
}
