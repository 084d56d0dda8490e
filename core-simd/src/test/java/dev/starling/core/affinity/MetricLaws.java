package dev.starling.core.affinity;

import dev.starling.api.Arguments;
import dev.starling.api.Metric;
import dev.starling.api.expr.FormulaException;
import dev.starling.core.base.Workers;
import dev.starling.core.matrix.BoundMetric;
import dev.starling.core.matrix.DenseMatrix;
import dev.starling.core.matrix.Points;
import dev.starling.core.plan.Catalog;
import dev.starling.core.plan.FormulaPart;
import dev.starling.core.plan.Plan;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.starling.core.matrix.BoundMetric.Unit.NONE;
import static dev.starling.core.matrix.BoundMetric.Unit.OF_NO_ROW;
import static dev.starling.core.matrix.BoundMetric.Unit.OF_VALUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// Distances by generated loops are those of the definition of the metric.
@Tag("laws")
class MetricLaws {
    private static final Workers WORKERS = new Workers(2);

    @Provide
    static Arbitrary<String> metrics() {
        return Arbitraries.of(
                "sum(abs(x-y))", "sqrt(sum((x-y)^2))", "1-sum(x*y)/sqrt(sum(x^2)*sum(y^2))", "max(abs(x-y))",
                "sum((x-y)^4)^(1/4)", "sum(where(x == y, 0, 1))/sum(1)", "sum(abs(x-y))/sum(x+y)", "sum(max(x,y)-min(x,y))",
                "max(abs(x-y)) + sum(abs(x-y))/sum(1)", "sqrt(max(0, sum(x)+sum(y)-2*sum(sqrt(x*y))))");
    }

    @Property(seed = "1", tries = 60)
    void ofAllPairsAreThoseOfTheDefinition(
            @ForAll("metrics") String text, @ForAll @IntRange(min = 2, max = 40) int n, @ForAll @IntRange(min = 1, max = 30) int columns,
            @ForAll long seed) {
        BoundMetric metric = bound(FormulaPart.metric(text));
        Random random = new Random(seed);
        Points points = Points.owning(n, columns, random.doubles((long) n * columns, 0.1, 3).toArray()).under(metric);
        DenseMatrix distances = Affinities.distances(points, WORKERS);
        assertThat(distances.symmetric()).isTrue();
        for (int i = 0; i < n; i++) {
            assertThat(distances.get(i, i)).isZero();
            for (int j = 0; j < i; j++) {
                double expected = metric.distance(points.row(i), points.row(j));
                // Sums of at most thirty terms; a difference of two such, as of cosine, is off by their rounding, and its root by that of it.
                assertThat(distances.get(i, j)).isCloseTo(expected, within(1e-12 * expected + 1e-7 * Math.min(1, expected) + 1e-7));
                assertThat(distances.get(i, j)).isEqualTo(distances.get(j, i));
            }
        }
    }

    private static BoundMetric bound(Metric metric) {
        return new BoundMetric(metric, Arguments.defaults(metric.parameters()));
    }

    @Property(seed = "1", tries = 40)
    void neighborsAreThoseOfAllPairs(
            @ForAll("metrics") String text, @ForAll @IntRange(min = 3, max = 300) int n, @ForAll @IntRange(min = 1, max = 20) int columns,
            @ForAll long seed) {
        Random random = new Random(seed);
        Points points = Points.owning(n, columns, random.doubles((long) n * columns, 0.1, 3).toArray()).under(bound(FormulaPart.metric(text)));
        DenseMatrix distances = Affinities.distances(points, WORKERS);
        int k = Math.min(10, n - 1);
        Neighbors neighbors = Neighbors.exact(points, k, WORKERS);
        for (int i = 0; i < n; i++) {
            double[] row = new double[n];
            for (int j = 0; j < n; j++) {
                row[j] = j == i ? Double.POSITIVE_INFINITY : distances.get(i, j);
            }
            Arrays.sort(row);
            for (int e = 0; e < k; e++) {
                assertThat(Math.sqrt(neighbors.squaredDistances()[i * k + e])).isCloseTo(row[e], within(1e-9 + 1e-12 * row[e]));
            }
        }
    }

    /// Rows that differ from each other far less than from 0: all digits that the data have.
    @Property(seed = "1", tries = 40)
    void correlationsKeepTheirDigits(
            @ForAll @IntRange(min = 3, max = 30) int columns, @ForAll @IntRange(min = 0, max = 9) int digits, @ForAll long seed) {
        BoundMetric metric = bound(Catalog.installed().find(Metric.class, "correlation"));
        Random random = new Random(seed);
        double[][] rows = new double[6][columns];
        double[] shape = random.doubles(columns).toArray();
        for (double[] row : rows) {
            for (int k = 0; k < columns; k++) {
                row[k] = 1 + k + Math.pow(10, -digits) * (shape[k] + random.nextDouble());
            }
        }
        DenseMatrix distances = Affinities.distances(Points.of(rows).under(metric), WORKERS);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                double expected = correlationDistance(rows[i], rows[j]);
                // It is half the square of a chord between points at 1 from 0, which are off by their rounding.
                double rounding = 1e-12 * expected + 4e-16 * Math.sqrt(expected);
                assertThat(distances.get(i, j)).isCloseTo(expected, within(rounding));
                assertThat(metric.distance(rows[i], rows[j])).isCloseTo(expected, within(rounding));
            }
        }
    }

    /// What differs from the mean of equal values is rounding.
    @Property(seed = "1", tries = 40)
    void equalValuesHaveNoCorrelation(@ForAll @IntRange(min = 3, max = 30) int columns, @ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
        BoundMetric metric = bound(Catalog.installed().find(Metric.class, "correlation"));
        double[] constant = new double[columns];
        Arrays.fill(constant, value);
        double[] other = new Random(columns).doubles(columns).toArray();
        DenseMatrix distances = Affinities.distances(Points.of(new double[][] {constant, other, constant}).under(metric), WORKERS);
        assertThat(distances.get(0, 1)).isEqualTo(1);
        assertThat(distances.get(0, 2)).isZero();
    }

    private static double correlationDistance(double[] x, double[] y) {
        MathContext digits = new MathContext(80);
        BigDecimal[] a = deviations(x, digits);
        BigDecimal[] b = deviations(y, digits);
        BigDecimal sizes = product(a, a).multiply(product(b, b)).sqrt(digits);
        return BigDecimal.ONE.subtract(product(a, b).divide(sizes, digits)).doubleValue();
    }

    private static BigDecimal[] deviations(double[] x, MathContext digits) {
        BigDecimal mean = Arrays.stream(x).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add).divide(new BigDecimal(x.length), digits);
        return Arrays.stream(x).mapToObj(value -> new BigDecimal(value).subtract(mean)).toArray(BigDecimal[]::new);
    }

    private static BigDecimal product(BigDecimal[] a, BigDecimal[] b) {
        return IntStream.range(0, a.length).mapToObj(k -> a[k].multiply(b[k])).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Example
    void theEuclideanOneHasItsOwnLoops() {
        Points points = Points.of(new double[][] {{1, 2}, {3, 4}});
        assertThat(points.under(bound(FormulaPart.metric("sqrt(sum((x-y)^2))"))).metric()).isNull();
        assertThat(points.under(bound(FormulaPart.metric("sum((x-y)^2)"))).metric()).isNotNull();
    }

    @Example
    void whatIsNoDistanceIsRefused() {
        assertThatThrownBy(() -> FormulaPart.metric("sum(x-y)")).hasMessageContaining("not the same from either side");
        assertThatThrownBy(() -> FormulaPart.metric("sum(abs(x-z))"))
                .hasMessageContaining("not the same from either side").hasMessageEndingWith("; rows are called x and y, and z is a parameter (--set metric.z=...)");
        assertThatThrownBy(() -> FormulaPart.metric("sum(x*y)")).hasMessageContaining("from itself");
        assertThatThrownBy(() -> FormulaPart.metric("0-sum(abs(x-y))")).hasMessageContaining("negative");
        assertThatThrownBy(() -> FormulaPart.metric("abs(x-y)")).hasMessageContaining("adds up nothing");
        assertThatThrownBy(() -> FormulaPart.metric("sum(abs(x-y))+x")).hasMessageContaining("outside of a sum");
        assertThatThrownBy(() -> FormulaPart.metric("sum(abs(x-z))")).hasMessageContaining("z");
        assertThatThrownBy(() -> FormulaPart.metric("sum(abs(x-y)")).isInstanceOf(FormulaException.class);
        assertThatThrownBy(() -> FormulaPart.metric("sum(sum(x)*y)")).hasMessageContaining("sum within a sum");
        assertThatThrownBy(() -> FormulaPart.metric("sum(abs(x-))")).isInstanceOf(FormulaException.class);
    }

    @Example
    void aDistanceThatIsNoNumberIsRefusedWithItsRows() {
        Points points = Points.of(new double[][] {{1, 2}, {-3, 4}, {5, 1}}).under(bound(FormulaPart.metric("sum(sqrt(x)*sqrt(x)-2*sqrt(x*y)+y)")));
        assertThatThrownBy(() -> Affinities.distances(points, WORKERS)).hasMessageContaining("row 1").hasMessageContaining("NaN");
    }

    /// A metric that knows no unit takes values as they are, as long as there is something left of them.
    @Property(seed = "1", tries = 60)
    void valuesThatVanishInItsSumsAreRefused(@ForAll @IntRange(min = -1000, max = 0) int exponent, @ForAll @IntRange(min = 2, max = 6) int power, @ForAll long seed) {
        double[] values = new Random(seed).doubles(30, 0.1, 3).map(value -> Math.scalb(value, exponent)).toArray();
        Points points = Points.owning(10, 3, values).under(bound(FormulaPart.metric("sum((x-y)^" + 2 * power + ")")));
        boolean vanish = Affinities.distances(points, WORKERS).get(1, 0) < 0x1p-511;
        if (vanish) {
            assertThatThrownBy(points::checkMetric).hasMessageContaining("too small for it");
        } else if (exponent > -200 / power) {
            points.checkMetric();
        }
    }

    /// However large or small their values are, rows have the neighbors that they have at a usual size.
    @Property(seed = "1", tries = 40)
    void sizeIsNoObstacle(
            @ForAll @IntRange(min = -900, max = 900) int exponent, @ForAll @IntRange(min = 3, max = 40) int n,
            @ForAll @IntRange(min = 2, max = 12) int columns, @ForAll long seed) {
        Random random = new Random(seed);
        double[] values = random.doubles((long) n * columns, 0.1, 3).toArray();
        double[] each = values.clone();
        for (int i = 0; i < n; i++) {
            int own = random.nextInt(1_800) - 900;
            for (int k = 0; k < columns; k++) {
                each[i * columns + k] = Math.scalb(values[i * columns + k], own);
            }
        }
        for (Metric metric : Catalog.installed().all(Metric.class)) {
            BoundMetric bound = bound(metric);
            Neighbors usual = Neighbors.exact(Points.copyOf(n, columns, values).under(bound), 2, WORKERS);
            if (bound.unit() != BoundMetric.Unit.OTHER) {
                Points large = Points.owning(n, columns, Points.divided(values, -exponent)).under(bound);
                assertThat(Neighbors.exact(large.inRange(), 2, WORKERS).indices()).as(metric.name()).isEqualTo(usual.indices());
            }
            if (bound.unit() == BoundMetric.Unit.OF_NO_ROW) {
                Neighbors found = Neighbors.exact(Points.copyOf(n, columns, each).under(bound).inRange(), 2, WORKERS);
                assertThat(found.squaredDistances()).as(metric.name()).isEqualTo(usual.squaredDistances());
            }
        }
    }

    /// The first of them is named, of dense and of sparse rows alike.
    @Example
    void negativeValuesAreRefusedByMetricsOfCounts() {
        for (String name : List.of("jaccard", "hellinger", "chi-squared")) {
            BoundMetric metric = bound(Plan.metric(name, Catalog.installed()));
            Points dense = Points.of(new double[][] {{0, 1, 0}, {0, 0, 0}, {2, 0, -3}, {-1, 0, 0}}).under(metric);
            Points sparse = Points.sparse(4, 3, new int[] {0, 1, 1, 3, 4}, new int[] {1, 0, 2, 0}, new double[] {1, 2, -3, -1}).under(metric);
            for (Points points : List.of(dense, sparse)) {
                assertThat(points.refused()).isEqualTo(new Points.Place(2, 2));
                assertThatThrownBy(points::checkMetric).hasMessage("row 2, column 2 is -3.0, but the metric '" + name + "' is of values that are not negative");
                assertThat(points.rows(new int[] {0, 1}).refused()).isNull();
                assertThat(points.under(null).refused()).isNull();
            }
        }
        assertThat(Points.of(new double[][] {{-1}, {1}}).under(bound(Plan.metric("canberra", Catalog.installed()))).refused()).isNull();
    }

    @Example
    void metricsKnowTheirUnit() {
        Map<String, BoundMetric.Unit> found = Catalog.installed().all(Metric.class).stream().collect(Collectors.toMap(Metric::name, metric -> bound(metric).unit()));
        assertThat(found).isEqualTo(Map.ofEntries(
                Map.entry("euclidean", OF_VALUES), Map.entry("manhattan", OF_VALUES), Map.entry("chebyshev", OF_VALUES), Map.entry("gower", OF_VALUES),
                Map.entry("chi-squared", OF_VALUES), Map.entry("cosine", OF_NO_ROW), Map.entry("angular", OF_NO_ROW), Map.entry("correlation", OF_NO_ROW),
                Map.entry("hellinger", OF_NO_ROW), Map.entry("canberra", NONE), Map.entry("bray-curtis", NONE), Map.entry("jaccard", NONE),
                Map.entry("tanimoto", NONE), Map.entry("hamming", NONE)));
        assertThat(bound(FormulaPart.metric("1-sum(x*y)/sqrt(sum(x^2)*sum(y^2))")).unit()).isEqualTo(OF_NO_ROW);
        assertThat(bound(FormulaPart.metric("sum(abs(x-y))+max(abs(x^2-y^2))")).unit()).isEqualTo(BoundMetric.Unit.OTHER);
    }

    @Example
    void namesInAFormulaAreParameters() {
        Metric metric = FormulaPart.metric("sum(abs(x-y)^p)^(1/p)");
        assertThat(metric.parameters()).singleElement().matches(p -> p.name().equals("p"));
        assertThat(BoundMetric.of(metric, Map.of("p", 3.0)).distance(new double[] {0, 0}, new double[] {1, 2})).isCloseTo(Math.cbrt(9), within(1e-12));
        assertThat(BoundMetric.of(metric, Map.of()).distance(new double[] {0, 0}, new double[] {1, 2})).isEqualTo(3);
        assertThatThrownBy(() -> BoundMetric.of(metric, Map.of("q", 3.0))).hasMessageContaining("has no parameter 'q'; it has p");
    }
}
