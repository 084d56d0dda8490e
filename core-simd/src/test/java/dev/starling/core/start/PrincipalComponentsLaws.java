package dev.starling.core.start;

import dev.starling.core.base.Workers;
import dev.starling.core.matrix.Points;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

/// Components have the digits of a singular value decomposition of the data, not those of its square.
@Tag("laws")
class PrincipalComponentsLaws {
    private static final Workers WORKERS = new Workers(2);

    /// Few and many rows and columns, and all ways of finding components.
    @Property(seed = "1", tries = 40)
    void areThoseOfTheSingularValueDecomposition(
            @ForAll @IntRange(min = 3, max = 420) int n, @ForAll @IntRange(min = 1, max = 200) int d, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] rows = falling(n, d, random);
        int count = Math.min(3, Math.min(n, d));
        PrincipalComponents found = PrincipalComponents.of(Points.of(rows), count, WORKERS);
        double[] expected = singularValues(rows);
        for (int c = 0; c < count; c++) {
            // Its error is a few units of the last place of the largest.
            assertThat(Math.sqrt(found.variances()[c] * n)).isCloseTo(expected[c], within(1e-12 * expected[0] + 1e-10 * expected[c]));
        }
        assertScores(found, 1e-8);
    }

    /// Scores are orthogonal, of mean 0, and have the variances that are said.
    private static void assertScores(PrincipalComponents found, double tolerance) {
        int n = found.scores().rows();
        for (int a = 0; a < found.variances().length; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < n; i++) {
                    product += found.scores().get(i, a) * found.scores().get(i, b) / n;
                }
                double size = Math.sqrt(found.variances()[a]) * Math.sqrt(found.variances()[b]);
                assertThat(product).as("%d, %d", a, b).isCloseTo(a == b ? found.variances()[a] : 0, within(tolerance * size));
            }
        }
    }

    /// Columns that are mixtures of sources, each a quarter weaker than the one before.
    private static double[][] falling(int n, int d, Random random) {
        double[][] sources = gaussian(n, d, random);
        double[][] mixture = gaussian(d, d, random);
        return Arrays.stream(sources).map(source -> {
            double[] row = new double[d];
            for (int s = 0; s < d; s++) {
                for (int k = 0; k < d; k++) {
                    row[k] += source[s] * mixture[s][k] * Math.pow(0.75, s);
                }
            }
            return row;
        }).toArray(double[][]::new);
    }

    private static double[][] gaussian(int n, int d, Random random) {
        return IntStream.range(0, n)
                .mapToObj(_ -> IntStream.range(0, d).mapToDouble(_ -> random.nextGaussian()).toArray())
                .toArray(double[][]::new);
    }

    private static double[] singularValues(double[][] rows) {
        int n = rows.length;
        DMatrixRMaj centered = new DMatrixRMaj(rows);
        for (int k = 0; k < rows[0].length; k++) {
            double mean = 0;
            for (double[] row : rows) {
                mean += row[k] / n;
            }
            for (int i = 0; i < n; i++) {
                centered.add(i, k, -mean);
            }
        }
        var decomposition = DecompositionFactory_DDRM.svd(n, rows[0].length, false, false, true);
        decomposition.decompose(centered);
        return Arrays.stream(decomposition.getSingularValues(), 0, decomposition.numberOfSingularValues()).sorted()
                .map(v -> -v).sorted().map(v -> -v).toArray();
    }

    /// One cell holds what nobody meant: the largest int, or a number that stands for a gap. It is a component by itself, and the others are
    /// those of the other rows and columns, since what they have to do with it is the square of its share.
    @Property(seed = "1", tries = 40)
    void oneAbsurdCellCostsNoDigits(
            @ForAll @IntRange(min = 20, max = 300) int n, @ForAll @IntRange(min = 4, max = 180) int d,
            @ForAll @IntRange(min = 0, max = 2) int which, @ForAll long seed) {
        double absurd = new double[] {Integer.MAX_VALUE, -1e20, 1e30}[which];
        Random random = new Random(seed);
        double[][] rows = falling(n, d, random);
        int row = random.nextInt(n);
        int column = random.nextInt(d);
        double[][] others = IntStream.range(0, n).filter(i -> i != row)
                .mapToObj(i -> IntStream.range(0, d).filter(k -> k != column).mapToDouble(k -> rows[i][k]).toArray())
                .toArray(double[][]::new);
        rows[row][column] = absurd;
        PrincipalComponents found = PrincipalComponents.of(Points.of(rows), 3, WORKERS);
        PrincipalComponents expected = PrincipalComponents.of(Points.of(others), 2, WORKERS);
        assertThat(found.rank()).isEqualTo(3);
        for (int c = 0; c < 2; c++) {
            double variance = expected.variances()[c] * (n - 1) / n;
            // Off by 2⁻⁵³ of the absurd value, or not at all where that is beyond 2²⁷ of the rest.
            assertThat(found.variances()[c + 1]).isCloseTo(variance, withinPercentage(1e-3));
        }
        assertThat(Math.abs(found.scores().get(row, 0))).isCloseTo(Math.abs(absurd) * (n - 1) / n, withinPercentage(1e-4));
    }

    /// Times in milliseconds beside shares beside counts. Rows come in two with opposite signs in one column, so that it is orthogonal to the
    /// others, and these have the components that they have alone.
    @Property(seed = "1", tries = 40)
    void columnsOfAnySizeKeepTheirDigits(
            @ForAll @IntRange(min = 5, max = 60) int pairs, @ForAll @IntRange(min = -12, max = 25) int exponent,
            @ForAll @IntRange(min = -12, max = 12) int another, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] alone = gaussian(pairs, 3, random);
        double[][] rows = new double[2 * pairs][];
        for (int i = 0; i < pairs; i++) {
            alone[i][2] *= Math.pow(10, another);
            double large = (1 + random.nextDouble()) * Math.pow(10, exponent);
            rows[2 * i] = new double[] {alone[i][0], large, alone[i][1], alone[i][2]};
            rows[2 * i + 1] = new double[] {alone[i][0], -large, alone[i][1], alone[i][2]};
        }
        PrincipalComponents found = PrincipalComponents.of(Points.of(rows), 4, WORKERS);
        double[] expected = Arrays.copyOf(PrincipalComponents.of(Points.of(alone), 3, WORKERS).variances(), 4);
        expected[3] = Arrays.stream(rows).mapToDouble(row -> row[1] * row[1]).sum() / rows.length;
        Arrays.sort(expected);
        for (int c = 0; c < 4; c++) {
            assertThat(found.variances()[c]).isCloseTo(expected[3 - c], withinPercentage(1e-9));
        }
        assertScores(found, 1e-6);
    }

    /// Two columns that differ by a billionth: the square of that is below rounding.
    @Example
    void columnsThatHardlyDifferAreTwo() {
        Random random = new Random(3);
        double[][] rows = gaussian(100, 2, random);
        for (double[] row : rows) {
            row[1] = row[0] + 1e-9 * row[1];
        }
        assertThat(PrincipalComponents.of(Points.of(rows), 2, WORKERS).rank()).isEqualTo(2);
        assertThat(singularValues(rows)[1]).isCloseTo(
                Math.sqrt(100 * PrincipalComponents.of(Points.of(rows), 2, WORKERS).variances()[1]), withinPercentage(1e-4));
    }

    /// Sums of columns are no directions of their own, whatever their sizes and offsets; rounding of values is none.
    @Property(seed = "1", tries = 60)
    void sumsOfColumnsAreNoDirections(
            @ForAll @IntRange(min = 8, max = 300) int n, @ForAll @IntRange(min = 1, max = 3) int rank,
            @ForAll @IntRange(min = 4, max = 160) int d, @ForAll @IntRange(min = -3, max = 6) int offset, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] sources = gaussian(n, rank, random);
        double[][] mixture = gaussian(rank, d, random);
        double[][] rows = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                rows[i][k] = Math.pow(10, offset);
                for (int s = 0; s < rank; s++) {
                    rows[i][k] += sources[i][s] * mixture[s][k];
                }
            }
        }
        assertThat(PrincipalComponents.of(Points.of(rows), 4, WORKERS).rank()).isEqualTo(rank);
    }

    @Property(seed = "1", tries = 30)
    void permutedRowsHavePermutedScores(
            @ForAll @IntRange(min = 5, max = 200) int n, @ForAll @IntRange(min = 3, max = 160) int d, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] rows = falling(n, d, random);
        double[][] reversed = IntStream.range(0, n).mapToObj(i -> rows[n - 1 - i]).toArray(double[][]::new);
        PrincipalComponents one = PrincipalComponents.of(Points.of(rows), 2, WORKERS);
        PrincipalComponents other = PrincipalComponents.of(Points.of(reversed), 2, WORKERS);
        double size = Math.sqrt(one.variances()[0]);
        double gap = 1 - one.variances()[1] / one.variances()[0];
        for (int i = 0; i < n; i++) {
            assertThat(other.scores().get(n - 1 - i, 0)).isCloseTo(one.scores().get(i, 0), within(1e-9 / gap * size));
        }
    }

    @Example
    void threadsChangeNoBit() {
        double[][] rows = falling(900, 150, new Random(1));
        try (Workers one = new Workers(1); Workers three = new Workers(3)) {
            for (int d : new int[] {40, 150}) {
                Points points = Points.of(Arrays.stream(rows).map(row -> Arrays.copyOf(row, d)).toArray(double[][]::new));
                assertThat(PrincipalComponents.of(points, 3, three).scores().sharedValues())
                        .isEqualTo(PrincipalComponents.of(points, 3, one).scores().sharedValues());
            }
        }
    }
}
